"""Real `lockstep serve` processes on this machine, and clients of them. Everything started here ends with the `with` block.

LOCKSTEP in the environment names another launcher than that of this tree.
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

LAUNCHER = os.environ.get("LOCKSTEP", str(pathlib.Path(__file__).resolve().parent.parent.parent / "lockstep"))
HOST = "127.0.0.1"
START_SECONDS = 600

# A signal ends the `with` blocks, too.
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


class Closed(Exception):
    """The server closed the connection."""


class Client:
    """One connection. Replies are bytes, integers, lists or None; an error reply is a RuntimeError."""

    def __init__(self, port, seconds=60):
        self.socket = socket.create_connection((HOST, port), seconds)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream = self.socket.makefile("rb")

    def send(self, *words):
        self.socket.sendall(encoded(words))

    def ask(self, *words):
        self.send(*words)
        return self.reply()

    def reply(self):
        line = self.stream.readline()
        if not line.endswith(b"\r\n"):
            raise Closed()
        kind, rest = line[:1], line[1:-2]
        if kind == b"-":
            raise RuntimeError(rest.decode())
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return self.block(int(rest))
        if kind == b"*":
            return None if rest == b"-1" else [self.reply() for _ in range(int(rest))]
        return rest

    def block(self, length):
        if length < 0:
            return None
        text = self.stream.read(length + 2)
        if len(text) < length + 2:
            raise Closed()
        return text[:-2]

    def close(self):
        self.stream.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def encoded(words):
    parts = [b"*%d\r\n" % len(words)]
    for word in words:
        data = word if isinstance(word, bytes) else str(word).encode()
        parts += [b"$%d\r\n" % len(data), data, b"\r\n"]
    return b"".join(parts)


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Node:
    """A server in a directory of its own, which is deleted at the end."""

    def __init__(self, heap="1g", **options):
        self.port = free_port()
        self.directory = tempfile.mkdtemp(prefix="serve-")
        self.heap = heap
        self.options = options
        self.process = None
        self.log = os.path.join(self.directory, "log")

    def start(self):
        command = [LAUNCHER, "serve", "--port", str(self.port), "--dir", os.path.join(self.directory, "data")]
        for name, value in self.options.items():
            command += ["--set", f"{name}={value}"]
        environment = os.environ | {"LOCKSTEP_OPTS": f"-Xmx{self.heap}"}
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        self.await_answer()
        return self

    def await_answer(self):
        def answers():
            if self.process.poll() is not None:
                raise SystemExit(f"lockstep serve ended with {self.process.returncode}:\n{self.log_text()}")
            try:
                with Client(self.port, 5) as client:
                    return client.ask("PING") == b"PONG"
            except (OSError, Closed):
                return False
            except RuntimeError:  # it wants a password, or loads
                return True
        wait_until("an answer on port %d" % self.port, START_SECONDS, answers)

    def log_text(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def client(self, seconds=60):
        return Client(self.port, seconds)

    def info(self):
        with self.client() as client:
            lines = client.ask("INFO").decode().splitlines()
        return dict(line.split(":", 1) for line in lines if ":" in line)

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        """As kill -9 does; also a stopped process."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def terminate(self, seconds):
        """As kill does; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)


def wait_until(what, seconds, condition, pause=0.05):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(pause)
    raise SystemExit(f"waited {seconds} s in vain for {what}")
