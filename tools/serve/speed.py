#!/usr/bin/env python3
"""redis-benchmark against `lockstep serve` and against redis-server, by turns, and how much processor time each used.

    tools/serve/speed.py [--requests N] [--rounds R]

R rounds (default 3, after one to warm up) of `redis-benchmark -t set,get -P 16 -c 50 -n N` (default 200,000). Prints requests a second of
the best round, microseconds of processor time a request, and the ratio to Redis, which keeps everything in memory and writes no file.
"""
import argparse
import csv
import os
import shutil
import subprocess
import tempfile

from nodes import HOST, Client, Node, free_port, wait_until

TICKS = os.sysconf("SC_CLK_TCK")
TESTS = ("set", "get")


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(port, pid, test, requests):
    """Requests a second, and microseconds of processor time a request."""
    before = processor_seconds(pid)
    done = subprocess.run(
        ["redis-benchmark", "-h", HOST, "-p", str(port), "-t", test, "-P", "16", "-c", "50", "-n", str(requests),
         "-r", "100000", "--csv"], capture_output=True, check=True, text=True, timeout=600)
    spent = processor_seconds(pid) - before
    row = list(csv.DictReader(line for line in done.stdout.splitlines() if line.startswith('"')))[0]
    return float(row["rps"]), spent * 1e6 / requests


def answers(port):
    try:
        with Client(port, 5) as client:
            return client.ask("PING") == b"PONG"
    except OSError:
        return False


def compare(node, redis_port, redis_pid, options):
    best = {}
    for number in range(options.rounds + 1):
        for test in TESTS:
            for name, port, pid in (("serve", node.port, node.process.pid), ("redis", redis_port, redis_pid)):
                rate, cost = measure(port, pid, test, options.requests)
                print(f"round {number}  {name}  {test}  {rate:10.0f} /s  {cost:6.2f} us", flush=True)
                if number > 0:
                    old_rate, old_cost = best.get((name, test), (0, float("inf")))
                    best[name, test] = max(rate, old_rate), min(cost, old_cost)
    for test in TESTS:
        rate, cost = best["serve", test]
        redis_rate, redis_cost = best["redis", test]
        print(f"{test}: {rate:.0f} /s of {redis_rate:.0f} /s, ratio {rate / redis_rate:.2f}; "
              f"{cost:.2f} us of processor time, Redis {redis_cost:.2f} us")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    port, directory = free_port(), tempfile.mkdtemp(prefix="redis-")
    redis = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", directory],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until("an answer of redis-server", 60, lambda: answers(port))
        with Node() as node:
            compare(node, port, redis.pid, options)
    finally:
        redis.kill()
        redis.wait()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
