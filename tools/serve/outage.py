#!/usr/bin/env python3
"""A full sync between two real servers, and a topology change while the master is stopped in the middle of one.

    tools/serve/outage.py [--megabytes N] [--value-kilobytes K]

Fills a master with N MB (default 256) of random values in K KB pieces (default 64), makes a second server its replica over TCP by
`CLUSTERX SETNODES` and compares every value; then does so again with an empty replica, stops the master with SIGSTOP when a tenth of
the data has come, and times SETNODES on the replica, which must end the replication, and PINGs on other connections meanwhile. After SIGCONT the
replica is attached again and must get all data. Uses redis-cli for all single commands. Exit code 0 if everything is as it should
be and within the bound of the configuration, else 1. Needs three times N MB in the temporary directory.
"""
import argparse
import hashlib
import os
import signal
import subprocess
import threading
import time

from nodes import HOST, Node, encoded, wait_until

MB = 1 << 20
PIPELINE = 16
SYNC_SECONDS = 600
IDS = ("m" * 40, "r" * 40)


def redis_cli(node, *words):
    done = subprocess.run(
        ["redis-cli", "-h", HOST, "-p", str(node.port), *map(str, words)],
        capture_output=True, timeout=SYNC_SECONDS, check=True)
    return done.stdout.decode(errors="replace").rstrip("\n")


def expect(what, actual, expected):
    if actual != expected:
        raise SystemExit(f"{what}: expected {expected!r}, got {actual!r}")


def topology(master, replica):
    """The replica follows the master, or serves nothing if it is None."""
    lines = [f"{IDS[0]} {HOST} {master.port} master - 0-16383"]
    if replica is not None:
        lines.append(f"{IDS[1]} {HOST} {replica.port} slave {IDS[0]}")
    return "\n".join(lines)


def setnodes(node, text, version):
    begin = time.monotonic()
    expect("SETNODES", redis_cli(node, "CLUSTERX", "SETNODES", text, version), "OK")
    return time.monotonic() - begin


def name(node, identity):
    expect("SETNODEID", redis_cli(node, "CLUSTERX", "SETNODEID", identity), "OK")


def fill(master, megabytes, value_bytes):
    """Returns the digest of each key's value."""
    digests = {}
    begin = time.monotonic()
    with master.client() as client:
        keys = [f"key:{i}" for i in range(max(1, megabytes * MB // value_bytes))]
        for first in range(0, len(keys), PIPELINE):
            batch = keys[first:first + PIPELINE]
            values = [os.urandom(value_bytes) for _ in batch]
            client.socket.sendall(b"".join(encoded(("SET", key, value)) for key, value in zip(batch, values)))
            for key, value in zip(batch, values):
                expect("SET", client.reply(), b"OK")
                digests[key] = hashlib.blake2b(value).digest()
    report("fill the master", time.monotonic() - begin, megabytes)
    return digests


def compare(node, digests):
    with node.client() as client:
        client.ask("READONLY")
        for key, digest in digests.items():
            value = client.ask("GET", key)
            expect(f"value of {key}", value is not None and hashlib.blake2b(value).digest() == digest, True)


def report(what, seconds, megabytes=None):
    rate = f"  {megabytes / seconds:8.1f} MB/s" if megabytes else ""
    print(f"{what:58} {seconds:8.3f} s{rate}", flush=True)


def in_step(master, replica):
    state = replica.info()
    return state.get("master_link_status") == "up" and state["slave_repl_offset"] == master.info()["master_repl_offset"]


def attach(master, replica, version, megabytes, what):
    begin = time.monotonic()
    setnodes(replica, topology(master, replica), version)
    wait_until("the replica to have everything", SYNC_SECONDS, lambda: in_step(master, replica))
    report(what, time.monotonic() - begin, megabytes)


def arrived(replica):
    """Bytes of the transfer under way."""
    total = 0
    try:
        with os.scandir(os.path.join(replica.directory, "data", "sync_checkpoint")) as files:
            for file in files:
                total += file.stat().st_size
    except FileNotFoundError:  # a file was renamed, or nothing has come yet
        pass
    return total


def await_share(replica, megabytes):
    """Waits until a tenth of the data is there; returns how many MB are."""
    most = 0
    end = time.monotonic() + SYNC_SECONDS
    while time.monotonic() < end:
        now = arrived(replica)
        if now > megabytes * MB / 10 or now < most:
            return now / MB
        most = now
    raise SystemExit(f"no tenth of the data after {SYNC_SECONDS} s, only {most} bytes")


def bound_seconds(replica):
    """The wait between two connects, one receive time-out, and one look at the stop flag."""
    names = ("reconnect-wait-ms", "replication-recv-timeout-ms", "stop-poll-ms")
    with replica.client() as client:
        return sum(int(client.ask("CONFIG", "GET", name)[1]) for name in names) / 1000


class Prober(threading.Thread):
    """PINGs on connections of its own; knows the longest wait."""

    def __init__(self, node):
        super().__init__(daemon=True)
        self.node, self.longest, self.done = node, 0.0, threading.Event()

    def run(self):
        while not self.done.wait(0.01):
            begin = time.monotonic()
            with self.node.client() as client:
                client.ask("PING")
            self.longest = max(self.longest, time.monotonic() - begin)


def stopped_master(master, replica, megabytes):
    setnodes(replica, topology(master, replica), 1)
    came = await_share(replica, megabytes)
    master.signal(signal.SIGSTOP)
    expect("the transfer was too fast to be stopped, which needs more --megabytes; under way", arrived(replica) > 0, True)
    time.sleep(0.3)
    bound = bound_seconds(replica)
    prober = Prober(replica)
    prober.start()
    took = setnodes(replica, topology(master, None), 2)
    prober.done.set()
    prober.join(60)
    print(f"master stopped after {came:.0f} of {megabytes} MB", flush=True)
    report("SETNODES on the replica of a stopped master", took)
    report("longest PING on the replica meanwhile", prober.longest)
    report("bound of the configuration", bound)
    master.signal(signal.SIGCONT)
    expect("SETNODES within the bound", took <= bound, True)
    expect("PING within the bound", prober.longest <= bound, True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=256)
    parser.add_argument("--value-kilobytes", type=int, default=64)
    options = parser.parse_args()
    cluster = {"cluster-enabled": "yes"}
    # Without a log of all updates, or a new replica would get those instead of files.
    short_log = {"rocksdb.wal_ttl_seconds": 0, "rocksdb.wal_size_limit_mb": 0, "flush-bytes": options.megabytes * MB // 8}
    with Node(**cluster, **short_log) as master:
        name(master, IDS[0])
        setnodes(master, topology(master, None), 1)
        expect("SET", redis_cli(master, "SET", "greeting", "hello"), "OK")
        expect("GET", redis_cli(master, "GET", "greeting"), "hello")
        expect("role", "role:master" in redis_cli(master, "INFO", "replication"), True)
        digests = fill(master, options.megabytes, options.value_kilobytes << 10)
        with Node(**cluster) as replica:
            name(replica, IDS[1])
            attach(master, replica, 1, options.megabytes, "full sync")
            expect("full syncs", master.info()["sync_full"], "1")
            compare(replica, digests)
            redis_cli(master, "SET", "greeting", "again")
            wait_until("the next update", 60, lambda: in_step(master, replica))
            expect("link", "master_link_status:up" in redis_cli(replica, "INFO", "replication"), True)
        with Node(**cluster) as replica:
            name(replica, IDS[1])
            stopped_master(master, replica, options.megabytes)
            attach(master, replica, 3, options.megabytes, "full sync after SIGCONT")
            compare(replica, digests)
    print("every value equal")


if __name__ == "__main__":
    main()
