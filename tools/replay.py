#!/usr/bin/env python3
"""Asks `./lockstep serve` what a real Kvrocks server was asked, and compares the replies.

    tools/replay.py [--only PREFIX] [--port P] [--cases FILE] [--differences FILE]

Each case starts a server of its own on port P with an empty directory. FILE holds one JSON object a line, plain or compressed with
gzip: `setup` and `cmd` are commands, `setup_replies` and `reply` what was answered, `raw_cmd` are bytes sent instead of `cmd`,
`conf` are options, `mode` is standalone or cluster. Strings stand for bytes, one character each. A case that differs must stand in
the file of differences with a reason; one that stands there must differ. The exit code is 0 if so, else 1.
"""
import argparse
import gzip
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "sim-node/src/test/resources/golden"
LIMIT_SECONDS = 10
QUIET_SECONDS = 0.15


class Closed(Exception):
    """The server closed the connection."""


class Client:
    """One connection; replies have the form in which they were recorded."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 5)
        self.socket.settimeout(LIMIT_SECONDS)
        self.ahead = b""

    def send(self, words):
        parts = [b"*%d\r\n" % len(words)]
        for word in words:
            data = word.encode("latin1")
            parts.append(b"$%d\r\n%s\r\n" % (len(data), data))
        self.send_raw(b"".join(parts))

    def send_raw(self, data):
        try:
            self.socket.sendall(data)
        except OSError as error:
            raise Closed from error

    def reply(self):
        line = self.line()
        kind, rest = line[:1], line[1:].decode("latin1")
        if kind == b"+":
            return {"ok": rest}
        if kind == b"-":
            return {"err": rest}
        if kind == b":":
            return {"int": int(rest)}
        if kind == b"$":
            return {"nil": True} if rest == "-1" else {"bulk": self.bulk(int(rest))}
        if kind == b"*":
            return {"nilarray": True} if rest == "-1" else {"array": [self.reply() for _ in range(int(rest))]}
        return {"raw": line.decode("latin1") + "\r\n"}

    def raw(self, expected):
        closed = False
        try:
            while len(self.ahead) < len(expected["raw"]) or "closed" in expected:
                self.fill()
        except TimeoutError:
            pass
        except Closed:
            closed = True
        closed = closed or self.closes(QUIET_SECONDS)
        reply = {"raw": self.ahead.decode("latin1")}
        return reply | {"closed": True} if closed else reply

    def frames(self, expected):
        frames = []
        try:
            while True:
                self.socket.settimeout(LIMIT_SECONDS if len(frames) < expected else QUIET_SECONDS)
                frame = self.reply()
                if frame != {"bulk": "ping"}:
                    frames.append(frame)
        except TimeoutError:
            return frames

    def closes(self, seconds):
        self.socket.settimeout(seconds)
        try:
            while True:
                self.fill()
        except TimeoutError:
            return False
        except Closed:
            return True

    def line(self):
        while b"\r\n" not in self.ahead:
            self.fill()
        line, self.ahead = self.ahead.split(b"\r\n", 1)
        return line

    def bulk(self, length):
        while len(self.ahead) < length + 2:
            self.fill()
        data, self.ahead = self.ahead[:length], self.ahead[length + 2 :]
        return data.decode("latin1")

    def fill(self):
        try:
            data = self.socket.recv(1 << 20)
        except TimeoutError:
            raise
        except OSError:
            data = b""
        if not data:
            raise Closed
        self.ahead += data


def plain(value):
    """Long runs of one byte are recorded as {"repeat": byte, "n": count}."""
    if isinstance(value, dict):
        if "repeat" in value:
            return value["repeat"] * value["n"]
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def located(value, port):
    """<PORT> is the port of the server."""
    if isinstance(value, str):
        return value.replace("<PORT+10000>", str(port + 10000)).replace("<PORT>", str(port))
    if isinstance(value, list):
        return [located(item, port) for item in value]
    if isinstance(value, dict):
        if value.get("int") == "<PORT>":
            return {"int": port}
        return {key: located(item, port) for key, item in value.items()}
    return value


def comparable(case, reply):
    """Without what differs from run to run."""

    def masked(value):
        if isinstance(value, str):
            for pattern in case.get("mask", []):
                value = re.sub(pattern, lambda match: (match.group(1) or "") + "<*>", value)
            return value
        if isinstance(value, list):
            return [masked(item) for item in value]
        return {key: masked(item) for key, item in value.items()} if isinstance(value, dict) else value

    result = masked(reply)
    if case.get("unordered") == "lines" and "bulk" in result:
        result["bulk"] = "".join(sorted(result["bulk"].splitlines(True)))
    return result


def same(case, expected, actual):
    if "tolerance" in case and "int" in expected and "int" in actual:
        return abs(expected["int"] - actual["int"]) <= case["tolerance"]
    return comparable(case, expected) == comparable(case, actual)


def answer(client, expected, last):
    try:
        if last and "raw" in expected:
            return client.raw(expected)
        reply = client.reply()
        if last and "frames" in expected:
            reply["frames"] = client.frames(len(expected["frames"]))
        if last and "closed" in expected and client.closes(LIMIT_SECONDS):
            reply["closed"] = True
        return reply
    except Closed:
        return {"closed": True}
    except TimeoutError:
        return {"silent": True}


def difference(case, port):
    clients = {"@1": Client(port)}
    steps = case["setup"] + [case.get("cmd")]
    replies = case["setup_replies"] + [case["reply"]]
    for number, (words, recorded) in enumerate(zip(steps, replies)):
        last = number == len(steps) - 1
        expected = located(plain(recorded), port)
        if last and "raw_cmd" in case:
            clients["@1"].send_raw(case["raw_cmd"].encode("latin1"))
            actual = clients["@1"].raw(expected)
        else:
            words = located(plain(words), port)
            if words[0] == "@sleep":
                time.sleep(int(words[1]) / 1000)
                continue
            name = words.pop(0) if re.fullmatch(r"@\d", words[0]) else "@1"
            if name not in clients:
                clients[name] = Client(port)
            clients[name].send(words)
            if expected is None:
                continue
            actual = answer(clients[name], expected, last)
        if not same(case, expected, actual):
            return f"command {number}: recorded {expected}, actual {actual}"
    return None


def await_server(port, process):
    for _ in range(6000):
        try:
            client = Client(port)
            client.send(["PING"])
            client.reply()
            client.socket.close()
            return
        except (OSError, Closed):
            if process.poll() is not None:
                raise SystemExit("lockstep serve ended with exit code %d" % process.returncode)
            time.sleep(0.01)
    raise SystemExit("lockstep serve does not answer on port %d" % port)


def run(case, port):
    directory = tempfile.mkdtemp()
    options = {"workers": "1", "cluster-enabled": "yes" if case["mode"] == "cluster" else "no"} | case.get("conf", {})
    command = [str(ROOT / "lockstep"), "serve", "--port", str(port), "--dir", directory]
    for key, value in options.items():
        command += ["--set", f"{key}={value}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        await_server(port, process)
        return difference(case, port)
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(directory, ignore_errors=True)


def cases(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def reasons(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="run the cases whose id begins so")
    parser.add_argument("--port", type=int, default=17900)
    parser.add_argument("--cases", type=pathlib.Path, default=GOLDEN / "replies.jsonl.gz")
    parser.add_argument("--differences", type=pathlib.Path, default=GOLDEN / "differences.tsv")
    options = parser.parse_args()
    listed = reasons(options.differences)
    equal = different = wrong = 0
    for case in cases(options.cases):
        if not case["id"].startswith(options.only):
            continue
        found = run(case, options.port)
        equal += found is None
        different += found is not None
        if found is not None and case["id"] not in listed:
            wrong += 1
            print(case["id"], found[:1000], flush=True)
        if found is None and case["id"] in listed:
            wrong += 1
            print(case["id"], "is listed as different but agrees", flush=True)
    print("equal", equal, "different", different, "unexpected", wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
