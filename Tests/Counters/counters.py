#!/usr/bin/env python3
"""Counts what ashi does for two small answers, against ceilings: allocations, their bytes, instructions.

    Tests/Counters/counters.py RELEASE-FOLDER [--write]

Seconds differ from machine to machine and from run to run; these counts hardly do. A change that makes
one grow by more than the slack fails; --write notes the counts of a change that is meant. Allocations
need glibc and a C compiler; instructions need a processor whose counters `perf stat` may read. What
cannot be counted is named and passed over.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

here = Path(__file__).resolve().parent
ceilings = here / "ceilings.tsv"
slack = {"allocations": 1.02, "bytes": 1.05, "instructions": 1.05}
statistics = "mean_change paired_t bootstrap_mean signed_rank_pratt d_z proportion welch_t mann_whitney"
question = (
    "--endpoint course_change --endpoint response_30 --window last --episodes all "
    "--group-by acuity,diagnosis --compare acuity=acute:chronic --format csv --quiet"
)


def counter(folder):
    """The library that counts allocations; nil where it cannot be built."""
    compiler = next(filter(None, map(shutil.which, ("cc", "clang", "gcc"))), None)
    library = folder / "allocations.so"
    built = compiler and subprocess.run(
        [compiler, "-O2", "-shared", "-fPIC", here / "allocations.c", "-o", library], capture_output=True).returncode == 0
    if not built:
        print("passed over: allocations need a C compiler and glibc")
    return library if built else None


def counts_instructions():
    perf = shutil.which("perf")
    told = perf and subprocess.run([perf, "stat", "-e", "instructions:u", "true"], capture_output=True, text=True)
    if not told or told.returncode != 0 or "not supported" in told.stderr:
        print("passed over: instructions need perf and a processor whose counters it may read")
        return False
    return True


def run(command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"failed: {command}\n{done.stderr}")
    return done


def count(answer, folder, library, instructions):
    found = {}
    if library:
        told = folder / "told"
        run(answer, env={**os.environ, "LD_PRELOAD": str(library), "COUNT_TO": str(told)})
        found["allocations"], found["bytes"] = map(int, told.read_text().split())
    if instructions:
        told = run(["perf", "stat", "-x,", "-e", "instructions:u", *answer]).stderr
        found["instructions"] = int(re.search(r"^(\d+),", told, re.MULTILINE)[1])
    return found


def main():
    program = Path(sys.argv[1]).resolve() / "ashi"
    counted = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        library, instructions = counter(folder), counts_instructions()
        for name in ("ashi-synth", "ashi-analyze"):
            (folder / name).symlink_to(program)
        for rows in (5_000, 50_000):
            files = folder / str(rows)
            run([folder / "ashi-synth", "--rows", rows, "--seed", 1, "--period", "whole", "-o", files])
            answer = [folder / "ashi-analyze", "--threads", "1", "--input", *sorted(files.glob("*.csv")), *question.split()]
            for statistic in statistics.split():
                answer += ["--statistic", statistic]
            for name, number in count(answer, folder, library, instructions).items():
                counted[f"{rows} rows, {name}"] = number
    known = dict(line.split("\t") for line in ceilings.read_text().splitlines()[1:]) if ceilings.exists() else {}
    if "--write" in sys.argv:
        known |= {name: str(number) for name, number in counted.items()}
        ceilings.write_text("what\tcount\n" + "".join(f"{name}\t{number}\n" for name, number in known.items()))
    failed = False
    for name, number in counted.items():
        if name not in known:
            print(f"not noted yet: {name}: {number:,}")
            continue
        share = slack[name.split(", ")[1]]
        ceiling = int(int(known[name]) * share)
        failed |= number > ceiling
        print(f"{'MORE THAN BEFORE' if number > ceiling else 'ok'}: {name}: {number:,}, at most {ceiling:,}")
        if number < int(known[name]) / share:
            print("  fewer than noted: run with --write, so that the gain is kept")
    if failed:
        sys.exit("find out why, or note the new counts with --write")


main()
