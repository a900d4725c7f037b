#!/usr/bin/env python3
"""Kills servers with SIGKILL at random moments; nothing acknowledged may be lost, and the replica must become equal again.

    tools/serve/kill.py [--rounds N] [--seconds S] [--seed X]

A master with `rocksdb.write_options.sync yes` and a replica of it, which gets a full sync after nearly every restart. In each of N
rounds (default 50) clients write for up to S seconds (default 1.5), then the master, the replica or both are killed and started
again on their files. After each kill of the master every key must have its last acknowledged value or a later one that was sent. At
the end both are stopped by SIGTERM, started again, and must be equal. Exit code 0 if so, else 1.
"""
import argparse
import random
import threading
import time

from nodes import Closed, HOST, Node, wait_until

WRITERS = 4
KEYS = 50
SYNC_SECONDS = 300
STOP_SECONDS = 60
VALUE_BYTES = 2000


class Writer(threading.Thread):
    """Writes growing numbers to keys of its own until the server dies; knows what was sent and what acknowledged."""

    def __init__(self, number, node, acknowledged, sent, seed):
        super().__init__(daemon=True)
        self.prefix, self.node, self.random = f"w{number}:", node, random.Random(seed)
        self.acknowledged, self.sent = acknowledged, sent

    def run(self):
        try:
            with self.node.client() as client:
                while True:
                    key = self.prefix + str(self.random.randrange(KEYS))
                    count = self.sent.get(key, 0) + 1
                    self.sent[key] = count
                    if client.ask("SET", key, value(count)) != b"OK":
                        raise SystemExit("SET was not acknowledged by OK")
                    self.acknowledged[key] = count
        except (OSError, Closed):
            pass


def value(count):
    return f"{count}:".ljust(VALUE_BYTES, "x")


def count_of(text):
    return 0 if text is None else int(text.split(b":", 1)[0])


def check(node, acknowledged, sent):
    with node.client() as client:
        for key, last in sent.items():
            known = count_of(client.ask("GET", key))
            if not acknowledged.get(key, 0) <= known <= last:
                raise SystemExit(f"{key}: acknowledged {acknowledged.get(key, 0)}, sent {last}, found {known}")
            sent[key] = acknowledged[key] = known


def entries(node, keys):
    with node.client() as client:
        return {key: client.ask("GET", key) for key in keys}


def in_step(master, replica):
    state = replica.info()
    return state.get("master_link_status") == "up" and state["slave_repl_offset"] == master.info()["master_repl_offset"]


def round_of(master, replica, acknowledged, sent, chance, seconds):
    writers = [Writer(i, master, acknowledged, sent, chance.random()) for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(chance.uniform(0, seconds))
    victims = chance.choice([[master], [master], [replica], [master, replica]])
    for victim in victims:
        victim.kill()
    if master not in victims:
        time.sleep(chance.uniform(0, 0.2))
        master.kill()
        victims = victims + [master]
    for writer in writers:
        writer.join(60)
    for victim in victims:
        victim.start()
    check(master, acknowledged, sent)
    return len(victims)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    acknowledged, sent = {}, {}
    log = {"rocksdb.wal_ttl_seconds": 0, "rocksdb.wal_size_limit_mb": 0, "flush-bytes": 200_000}
    with Node(**log, **{"rocksdb.write_options.sync": "yes"}) as master:
        with Node(**log, slaveof=f"{HOST} {master.port}") as replica:
            kills = 0
            for number in range(options.rounds):
                kills += round_of(master, replica, acknowledged, sent, chance, options.seconds)
                print(f"round {number + 1}: {sum(sent.values())} writes so far, all there, {kills} kills", flush=True)
            wait_until("the replica to be equal", SYNC_SECONDS, lambda: in_step(master, replica))
            for node in (replica, master):
                code = node.terminate(STOP_SECONDS)
                if "Exception" in node.log_text():
                    raise SystemExit(f"exit code {code}, an exception in the log:\n{node.log_text()}")
                node.start()
            check(master, acknowledged, sent)
            wait_until("the replica to be equal", SYNC_SECONDS, lambda: in_step(master, replica))
            if entries(master, sent) != entries(replica, sent):
                raise SystemExit(f"the replica differs; seed {options.seed}")
    print(f"{options.rounds} rounds, {kills} kills, {sum(sent.values())} writes, nothing lost; seed {options.seed}")


if __name__ == "__main__":
    main()
