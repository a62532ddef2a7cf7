#!/usr/bin/env python3
"""Plants faults in the mathematics, one at a time, and asks whether the tests see them.

run.py SOURCE BUILD [WORD]: copies the sources into BUILD/source, builds the tests of the
core there, and for each fault (whose words contain WORD): plants it, builds, runs the
tests, takes it back. Ends with 1 where a fault is not seen, or where one no longer fits
the sources.
"""

import pathlib
import shutil
import subprocess
import sys

from faults import FAULTS

# Violence and long chances prove nothing here that the others do not.
TESTS = "-Torture*:*Latex*:Recovery*:AtomicFile*"


def run(command, folder):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")


def build(source):
    return run(["cmake", "--build", "build", "--target", "core_tests"], source)


def failing(source):
    """The names of the tests that fail; none where all is well."""
    command = ["build/bin/core_tests", f"--gtest_filter={TESTS}", "--gtest_fail_fast"]
    try:
        done = subprocess.run(command, cwd=source, capture_output=True, text=True,
                              errors="replace", timeout=600)
    except subprocess.TimeoutExpired:
        return ["(ran without end)"]
    if done.returncode == 0:
        return []
    failed = [line for line in done.stdout.splitlines() if line.startswith("[  FAILED  ]")]
    return [failed[0].split()[3]] if failed else ["(ended the tests)"]


def planted(text, old, new):
    return text.replace(old, new, 1) if text.count(old) >= 1 else None


def main():
    origin, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    source = folder / "source"
    for name in ("core", "tests", "app", "cmake", "resources", "docs"):
        shutil.copytree(origin / name, source / name, dirs_exist_ok=True, copy_function=update)
        for path in (source / name).rglob("*"):  # nothing that is no more may see a fault
            if path.is_file() and not (origin / name / path.relative_to(source / name)).exists():
                path.unlink()
    for name in ("CMakeLists.txt", "CMakePresets.json"):
        update(origin / name, source / name)
    configured = run(["cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                      "-DCMAKE_CXX_FLAGS_DEBUG=-O1", "-DSTEPGRAD_GUI=OFF"], source)
    built = build(source)
    if configured.returncode or built.returncode:
        sys.exit("mutation: the sources cannot be built:\n" + configured.stderr + built.stdout)
    if failing(source):
        sys.exit("mutation: the tests fail without any fault")
    chosen = [fault for fault in FAULTS if word in fault[0]]
    missed = []
    for number, (what, name, old, new) in enumerate(chosen, 1):
        path = source / name
        right = path.read_text()
        wrong = planted(right, old, new)
        verdict = None
        if wrong is None:
            verdict = "DOES NOT FIT THE SOURCES"
        else:
            path.write_text(wrong)
            built = build(source)
            if built.returncode:
                verdict = "CANNOT BE BUILT\n" + built.stdout[-1500:]
            else:
                seen = failing(source)
                verdict = "seen by " + seen[0] if seen else "NOT SEEN"
            path.write_text(right)
        if not verdict.startswith("seen"):
            missed.append(what)
        print(f"{number:3}/{len(chosen)} {what}: {verdict}", flush=True)
    print(f"figure: {len(chosen)} faults planted, {len(chosen) - len(missed)} seen")
    sys.exit(1 if missed else 0)


def update(origin, target):
    """Copies only what differs, so that the build begins where it was."""
    origin, target = pathlib.Path(origin), pathlib.Path(target)
    content = origin.read_bytes()
    if not target.exists() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return str(target)


if __name__ == "__main__":
    main()
