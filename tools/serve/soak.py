#!/usr/bin/env python3
"""Runs a master and a replica under a mixed load and watches heap, resident memory, threads and file descriptors of both.

    tools/serve/soak.py [--minutes M] [--clients C]

For M minutes (default 15) C clients (default 8) write, read, expire, subscribe, block, send nonsense and leave, and the replica is
restarted from nothing now and then. Each tenth of the time the live heap is measured after a full collection. Flat means: the median of
the last third is at most a tenth, and 2 MB of heap or 5 descriptors or threads, above that of the second third. Exit code 0 if so, else 1.
"""
import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import threading
import time

from nodes import Client, Closed, HOST, Node

KEYS = 5000
SAMPLES = 12
SPARE = {"heapMb": 2, "descriptors": 5, "threads": 5}


class Load(threading.Thread):
    """One client after the other, each with a random errand, until told to end."""

    def __init__(self, port, over, seed):
        super().__init__(daemon=True)
        self.port, self.over, self.random, self.errands, self.failure = port, over, random.Random(seed), 0, None

    def run(self):
        errands = [self.write, self.write, self.read, self.collections, self.subscribe, self.block, self.nonsense, self.leave]
        while not self.over.is_set() and self.failure is None:
            try:
                self.random.choice(errands)()
                self.errands += 1
            except (OSError, Closed, RuntimeError) as e:
                self.failure = repr(e)
            time.sleep(0.01)

    def client(self):
        return Client(self.port)

    def key(self):
        return f"k{self.random.randrange(KEYS)}"

    def write(self):
        with self.client() as client:
            for _ in range(50):
                client.ask("SET", self.key(), "x" * self.random.randrange(1000), "EX", 30)

    def read(self):
        with self.client() as client:
            client.ask("MGET", *(self.key() for _ in range(100)))
            client.ask("SCAN", 0, "COUNT", 50)
            client.ask("INFO")

    def collections(self):
        with self.client() as client:
            for kind in ("HSET", "LPUSH", "SADD", "ZADD"):
                name = f"{kind}:{self.random.randrange(20)}"
                words = {"HSET": ("f", "v"), "ZADD": (1, "m")}.get(kind, ("e",))
                client.ask(kind, name, *words)
                client.ask("EXPIRE", name, 10)

    def subscribe(self):
        with self.client() as client, self.client() as other:
            client.ask("SUBSCRIBE", f"c{self.random.randrange(5)}")
            other.ask("PUBLISH", f"c{self.random.randrange(5)}", "m")

    def block(self):
        with self.client() as client:
            client.ask("BLPOP", f"none{self.random.randrange(5)}", 0.05)

    def nonsense(self):
        with self.client() as client:
            client.socket.sendall(self.random.choice([b"*3\r\n$-7\r\n", b"*9999999\r\n", b"*1\r\n$5\r\nab", self.random.randbytes(200)]))

    def leave(self):
        with self.client() as client:
            client.socket.sendall(b"*2\r\n$3\r\nGET\r\n$1000\r\nhalf")


def sample(node):
    pid = node.process.pid
    jcmd = os.path.join(os.path.dirname(os.readlink(f"/proc/{pid}/exe")), "jcmd")
    # Collects and counts at one stop of the server: what is allocated meanwhile is not in it.
    histogram = subprocess.run([jcmd, str(pid), "GC.class_histogram"], check=True, capture_output=True, timeout=120, text=True).stdout
    used = int(re.search(r"^Total\s+\d+\s+(\d+)", histogram, re.MULTILINE).group(1))
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        values = dict(line.split(":", 1) for line in status)
    return {
        "heapMb": used / (1 << 20),
        "residentMb": int(values["VmRSS"].split()[0]) / 1024,
        "descriptors": len(os.listdir(f"/proc/{pid}/fd")),
        "threads": int(values["Threads"]),
    }


def flat(name, samples):
    """Whether the last third is not above the second."""
    problems = []
    third = len(samples) // 3
    for what, spare in SPARE.items():
        values = [each[what] for each in samples]
        before, after = statistics.median(values[third:2 * third]), statistics.median(values[2 * third:])
        if after > before * 1.1 + spare:
            problems.append(f"{name}: {what} grew from {before:.1f} to {after:.1f}")
    return problems


def resync(replica):
    """The replica loses its files, as a new machine has none."""
    replica.terminate(60)
    shutil.rmtree(os.path.join(replica.directory, "data"))
    replica.start()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--clients", type=int, default=8)
    options = parser.parse_args()
    over = threading.Event()
    with Node(heap="512m") as master, Node(heap="512m", slaveof=f"{HOST} {master.port}") as replica:
        loads = [Load(master.port, over, seed) for seed in range(options.clients)]
        for load in loads:
            load.start()
        samples = []
        for number in range(SAMPLES):
            time.sleep(options.minutes * 60 / SAMPLES)
            samples.append(sample(master))
            print("master", {what: round(value, 1) for what, value in samples[-1].items()},
                  "errands", sum(load.errands for load in loads),
                  "replica", {what: round(value, 1) for what, value in sample(replica).items()}, flush=True)
            if number % 4 == 3:
                resync(replica)
        over.set()
        for load in loads:
            load.join(60)
        problems = flat("master", samples) + [load.failure for load in loads if load.failure]
    print("\n".join(problems) or "heap, descriptors and threads are flat")
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    main()
