#!/usr/bin/env python3
"""Breaks the checkers one by one and sees whether a test notices.

    tools/mutations.py [--dir DIR] [--offline] [NAME ...]

NAME is a patch of properties/mutations without its ending; all by default. Each changes one file of the module properties, and names
after `Killed-by:` the tests of which one must then fail: `Class`, `Class#method`, or the seed of a defect, `DefectSeedsTest#B1`. The work is
done on a copy of the repository, uncommitted changes included: in DIR, which is kept and makes the next call faster, or in a
temporary directory. Without a mutation all these tests must pass. Then each mutation is tested alone, in a JVM of its own. Needs
Maven and JAVA_HOME, a JDK 25; --offline goes to Maven. Exit code 0 if each mutation was killed, 1 if one survived, 2 for anything else.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MUTATIONS = "properties/mutations"
SOURCES = "properties/src/main/java"
TESTS = "properties/src/test/java"
CLASSES = "properties/target/classes"
RUNNER = "dev.lockstep.properties.testing.FirstFailure"
SEEDS = {"DefectSeedsTest": "everyDefectIsShownByItsSeed", "DefectSeedsOnBaseTest": "theRightNodePassesTheSame"}
LIMIT_SECONDS = 600
SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


class Unusable(Exception):
    """What was asked for cannot be done; says why."""


class Mutation:
    """One patch, the file it changes and the tests that must notice."""

    def __init__(self, path):
        self.name, self.path, text = path.stem, path, path.read_text(encoding="utf-8")
        self.file = self.only(r"^\+\+\+ b/(\S+)$", text, "one file to change")
        self.tests = self.only(r"^Killed-by: (.+)$", text, "one line `Killed-by:`").split()
        if not self.file.startswith(SOURCES):
            raise Unusable(f"{path.name} changes {self.file}, expected a file of {SOURCES}")

    def only(self, pattern, text, what):
        found = re.findall(pattern, text, re.MULTILINE)
        if len(found) != 1:
            raise Unusable(f"{self.path.name}: expected {what}, found {len(found)}")
        return found[0]


def run(command, directory):
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True)
    if done.returncode != 0:
        said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("[INFO]")]
        raise Unusable("\n".join([" ".join(map(str, command)), *said]))
    return done.stdout


def copy_tree(target):
    """Makes target equal to the working tree, except for what is built; unchanged files keep their time stamps."""
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT).split("\0")
    wanted = {name for name in listed if name and (ROOT / name).is_file()}
    for path in target.rglob("*"):
        name = path.relative_to(target)
        if path.is_file() and "target" not in name.parts and name.as_posix() not in wanted:
            path.unlink()
    for name in wanted:
        old = target / name
        if not old.exists() or old.read_bytes() != (ROOT / name).read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, old)
            shutil.copymode(ROOT / name, old)


class Workshop:
    """The copy, built; and beside it the right classes and those of each mutation."""

    def __init__(self, directory, offline):
        self.tree, self.right, self.changed = (directory / part for part in ("tree", "right", "changed"))
        self.maven = ["mvn", "-B", "-pl", "properties", "-am", "-Dspotless.check.skip=true"]
        self.maven += ["-Dmaven.compiler.useIncrementalCompilation=false"] + (["-o"] if offline else [])
        self.tree.mkdir(parents=True, exist_ok=True)
        copy_tree(self.tree)
        listing = directory / "classpath"
        run([*self.maven, "test-compile", "dependency:build-classpath", f"-Dmdep.outputFile={listing}"], self.tree)
        for old in (self.right, self.changed):
            shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(self.tree / CLASSES, self.right)
        self.class_path = [self.tree / "properties/target/test-classes", self.right, listing.read_text().strip()]

    def compile(self, mutations):
        """With all warnings being errors, as always. No two of the mutations may change one file."""
        for mutation in mutations:
            run(["git", "apply", mutation.path], self.tree)
        run([*self.maven, "compile"], self.tree)
        for mutation in mutations:
            source = pathlib.Path(mutation.file).relative_to(SOURCES)
            folder = self.changed / mutation.name / source.parent
            folder.mkdir(parents=True)
            for pattern in (f"{source.stem}.class", f"{source.stem}$*.class"):
                for compiled in (self.tree / CLASSES / source.parent).glob(pattern):
                    shutil.copy(compiled, folder)
        copy_tree(self.tree)

    def test(self, tests, mutation=None):
        """Exit code and last line of the tests."""
        ahead = [self.changed / mutation.name] if mutation else []
        names, seeds = [], []
        for test in tests:
            name, _, part = test.partition("#")
            if name in SEEDS and part:
                seeds.append(part)
                part = SEEDS[name]
            names.append(self.qualified(name) + (f"#{part}" if part else ""))
        java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java"
        command = [java, "-cp", os.pathsep.join(map(str, ahead + self.class_path)), f"-Dlockstep.root={self.tree}"]
        command += ["-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED", *SHORT_LIVED]
        command += [f"-Dlockstep.defectSeeds={','.join(seeds)}"] if seeds else []
        command += [RUNNER, *dict.fromkeys(names)]
        try:
            done = subprocess.run(command, cwd=self.tree / "properties", capture_output=True, text=True, timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            return 2, f"no end after {LIMIT_SECONDS} s"
        lines = (done.stdout.strip() or done.stderr.strip()).splitlines()
        return done.returncode, lines[-1] if lines else "no output"

    def qualified(self, name):
        found = list((self.tree / TESTS).rglob(name + ".java"))
        if len(found) != 1:
            raise Unusable(f"there is no test class {name}")
        return ".".join(found[0].relative_to(self.tree / TESTS).with_suffix("").parts)


def rounds(mutations):
    """Groups in which each file is changed once."""
    left = mutations
    while left:
        first = {}
        for mutation in left:
            first.setdefault(mutation.file, mutation)
        yield list(first.values())
        left = [mutation for mutation in left if mutation not in first.values()]


def judge(workshop, mutations):
    for group in rounds(mutations):
        workshop.compile(group)
    every = list(dict.fromkeys(test for mutation in mutations for test in mutation.tests))
    code, line = workshop.test(every)
    if code != 0:
        raise Unusable(f"without a mutation fails {line}")
    survived = 0
    for mutation in mutations:
        code, line = workshop.test(mutation.tests, mutation)
        if code not in (0, 1):
            raise Unusable(f"{mutation.name}: {line}")
        survived += code == 0
        print(f"{mutation.name:32} {'killed by ' + line[:160] if code else 'SURVIVED ' + ' '.join(mutation.tests)}", flush=True)
    print("killed", len(mutations) - survived, "survived", survived)
    return 1 if survived else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=pathlib.Path, help="where the copy is made and kept")
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    paths = {path.stem: path for path in (ROOT / MUTATIONS).glob("*.patch")}
    try:
        unknown = [name for name in options.names if name not in paths]
        if unknown or not paths or "JAVA_HOME" not in os.environ:
            raise Unusable(f"no mutation {' '.join(unknown)}" if unknown else "there are no mutations, or JAVA_HOME is not set")
        mutations = [Mutation(paths[name]) for name in options.names or sorted(paths)]
        if options.dir:
            return judge(Workshop(options.dir.resolve(), options.offline), mutations)
        with tempfile.TemporaryDirectory() as directory:
            return judge(Workshop(pathlib.Path(directory), options.offline), mutations)
    except Unusable as reason:
        print(f"mutations: {reason}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
