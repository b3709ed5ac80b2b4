"""ashi beside its peers on one question, from a session CSV to results: interleaved runs, kept raw.

    swift build -c release --product ashi
    python3 Benchmarks/Questions/compare.py [PART ...] [--runs 5] [--files FOLDER] [--results FOLDER]

Parts: `question` (ashi on two threads and on one, DuckDB + SciPy, Polars, one after the other, round by
round, after one round to warm up; results compared), `scaling` (100 thousand, a million, ten million
rows), `identity` (the same bytes on 1, 2, 3 and 8 threads), `memory` (with `--memory-limit`), `machine` (one pass of memory, a SIMD
tokenizer). Without a part all of them. The files are made by generate.py where they
are not there yet (numpy and polars). A peer that is not installed is named and left out.
"""

import argparse
import csv
import hashlib
import io
import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
from runs import Results, Run, missing_modules, spread, warm  # noqa: E402

here = Path(__file__).resolve().parent
question = (
    "--endpoint course_change --endpoint response_30 --window last --episodes all "
    "--group-by acuity,diagnosis --compare acuity=acute:chronic --statistic mean_change "
    "--statistic paired_t --statistic bootstrap_mean --statistic signed_rank_pratt --statistic d_z "
    "--statistic proportion --statistic welch_t --statistic mann_whitney --format csv"
).split()


class Bench:
    def __init__(self, options):
        self.options = options
        self.results = Results(options.results)
        self.folder = Path(tempfile.mkdtemp(prefix="ashi-bench"))
        # The program goes by the name it is called by.
        self.program = self.folder / "ashi-analyze"
        self.program.symlink_to(Path(options.binary).resolve())

    def file(self, rows):
        path = Path(self.options.files) / f"sessions-{rows}.csv"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run([sys.executable, here / "generate.py", str(rows), path], check=True)
        return path

    def ashi(self, path, threads):
        return [self.program, "--input", path, "--threads", threads, "--quiet", *question]

    def peers(self, path):
        peers = {}
        needs = {"DuckDB + SciPy": ("peer_duckdb.py", "duckdb", "scipy", "numpy"), "Polars": ("peer_polars.py", "polars")}
        for name, (script, *modules) in needs.items():
            if lost := missing_modules(*modules):
                print(f"{name} is left out: not installed: {', '.join(lost)}", flush=True)
            else:
                peers[name] = [sys.executable, here / script, path, 2]
        return peers

    # The question, side by side.

    def question(self):
        path = self.file(10_000_000)
        commands = {"ashi, 2 threads": self.ashi(path, 2), "ashi, 1 thread": self.ashi(path, 1)}
        peers = self.peers(path)
        commands |= peers
        warm(path)
        runs = {name: [] for name in commands}
        for number in range(self.options.runs + 1):
            for name, command in commands.items():
                run = Run(command)
                if number > 0:  # the first round warms up
                    runs[name].append(run)
        rows = [
            (name, number + 1, f"{run.seconds:.3f}", f"{run.own_seconds():.3f}" if name in peers else f"{run.seconds:.3f}",
             f"{run.processor_seconds:.3f}", f"{run.peak_mb:.0f}")
            for name, all in runs.items() for number, run in enumerate(all)
        ]
        self.results.raw("question", ["program", "round", "seconds", "seconds_own", "processor_seconds", "peak_mb"], rows)
        own = runs["ashi, 2 threads"]
        lines = [
            f"10,000,000 rows, {path.stat().st_size / 1e9:.2f} GB; {self.options.runs} interleaved rounds after a warm-up; "
            "minimum / median / maximum. A peer's own seconds leave out the start of Python; ashi's are of the whole process.",
            "", "| program | seconds | seconds without Python's start | processor seconds | peak MB |", "|---|---|---|---|---|",
        ]
        for name, all in runs.items():
            inner = [run.own_seconds() if name in peers else run.seconds for run in all]
            lines.append(
                f"| {name} | {spread([run.seconds for run in all])} | {spread(inner)} "
                f"| {spread([run.processor_seconds for run in all])} | {max(run.peak_mb for run in all):.0f} |")
        lines.append("")
        for name in peers:
            outer = [theirs.seconds / ours.seconds for theirs, ours in zip(runs[name], own)]
            inner = [theirs.own_seconds() / ours.seconds for theirs, ours in zip(runs[name], own)]
            memory = max(run.peak_mb for run in own) / max(run.peak_mb for run in runs[name])
            ratio = statistics.median(run.own_seconds() for run in runs[name]) / statistics.median(run.seconds for run in own)
            lines.append(
                f"- {name} takes {spread(inner)} times as long by its own seconds ({ratio:.2f} by the medians), "
                f"{spread(outer)} times as a whole process; ashi has {memory:.2f} of its peak memory.")
        scale = [one.seconds / two.seconds for one, two in zip(runs["ashi, 1 thread"], own)]
        lines.append(f"- One thread takes {spread(scale)} times as long as two.")
        if "DuckDB + SciPy" in peers:
            lines.append(self.agreement(own[0].output, runs["DuckDB + SciPy"][0].output))
        self.results.note("question", lines)

    @staticmethod
    def agreement(ours, theirs):
        """The largest relative difference of the figures that are the same in both."""
        rows = {(row["statistic"], row["group"]): row for row in csv.DictReader(io.StringIO(ours.decode()))}
        peer = [json.loads(line) for line in theirs.decode().splitlines()]
        pairs = []
        for row in peer[:-1]:
            acuity, diagnosis = row["group"].split("|", 1)
            group = f"acuity={acuity}|diagnosis={diagnosis}"
            mean, d_z, share = (rows[(name, group)] for name in ("mean_change", "d_z", "proportion"))
            pairs += [
                (mean["n"], row["n"]), (mean["estimate"], row["mean"]), (mean["ci_low"], row["low"]), (mean["ci_high"], row["high"]),
                (d_z["estimate"], row["d_z"]), (share["estimate"], row["share"]), (share["ci_low"], row["share_low"]),
                (share["ci_high"], row["share_high"]),
            ]
        pairs.append((rows[("welch_t", "acuity=acute")]["estimate"], peer[-1]["welch"]))
        worst = max(abs(float(a) - float(b)) / max(1e-300, abs(float(b))) for a, b in pairs)
        if not worst < 1e-9:
            sys.exit(f"ashi and DuckDB + SciPy differ by {worst:.2g}")
        return f"- {len(pairs)} figures are those of DuckDB + SciPy; the largest relative difference is {worst:.1g}."

    # How time grows with rows.

    def scaling(self):
        sizes = [100_000, 1_000_000, 10_000_000]
        commands = {rows: self.ashi(self.file(rows), 2) for rows in sizes}
        seconds = {rows: [] for rows in sizes}
        for number in range(self.options.runs + 1):
            for rows, command in commands.items():
                run = Run(command)
                if number > 0:
                    seconds[rows].append(run.seconds)
        self.results.raw("scaling", ["rows", "round", "seconds"],
                         [(rows, number + 1, f"{each:.4f}") for rows in sizes for number, each in enumerate(seconds[rows])])
        median = {rows: statistics.median(seconds[rows]) for rows in sizes}
        lines = ["| rows | seconds | nanoseconds a row (median) |", "|---|---|---|"]
        lines += [f"| {rows:,} | {spread(seconds[rows], 3)} | {median[rows] / rows * 1e9:.0f} |" for rows in sizes]
        lines.append("")
        for low, high in ((sizes[0], sizes[2]), (sizes[1], sizes[2])):
            exponent = math.log(median[high] / median[low]) / math.log(high / low)
            lines.append(f"- Time grows with the power {exponent:.3f} of the rows from {low:,} to {high:,}.")
        self.results.note("scaling", lines)

    # The same bytes.

    def identity(self):
        path = self.file(10_000_000)
        rows = []
        for threads in (1, 2, 3, 8):
            run = Run(self.ashi(path, threads))
            digest = hashlib.sha256(run.output).hexdigest()
            rows.append((threads, len(run.output), digest, f"{run.seconds:.2f}", f"{run.peak_mb:.0f}"))
        self.results.raw("identity", ["threads", "bytes", "sha256", "seconds", "peak_mb"], rows)
        if any(row[2] != rows[0][2] for row in rows):
            sys.exit("the results differ: see identity.tsv")
        self.results.note("identity", [
            f"The same {rows[0][1]:,} bytes (SHA-256 {rows[0][2][:16]}...) on 1, 2, 3 and 8 threads."])

    # Part by part of the patients, in less memory.

    def memory(self):
        path = self.file(10_000_000)
        limits = [None, "512M", "256M", "128M"]
        runs = {limit: [] for limit in limits}
        for number in range(self.options.runs + 1):
            for limit in limits:
                run = Run(self.ashi(path, 2) + (["--memory-limit", limit] if limit else []))
                if number > 0:
                    runs[limit].append(run)
        self.results.raw("memory", ["limit", "round", "seconds", "peak_mb"],
                         [(limit or "none", number + 1, f"{run.seconds:.3f}", f"{run.peak_mb:.0f}")
                          for limit, all in runs.items() for number, run in enumerate(all)])
        if len({run.output for all in runs.values() for run in all}) > 1:
            sys.exit("the results differ with --memory-limit")
        lines = ["The same bytes each time.", "", "| --memory-limit | seconds | peak MB |", "|---|---|---|"]
        lines += [f"| {limit or 'none'} | {spread([run.seconds for run in all])} | {max(run.peak_mb for run in all):.0f} |"
                  for limit, all in runs.items()]
        self.results.note("memory", lines)

    # What the machine itself takes.

    def machine(self):
        compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
        if compiler is None:
            print("machine is left out: no C compiler", flush=True)
            return
        program = self.folder / "machine"
        built = subprocess.run([compiler, "-O3", "-march=native", "-pthread", here / "machine.c", "-o", program], capture_output=True)
        if built.returncode != 0:
            print("machine is left out: machine.c needs AVX2", flush=True)
            return
        path = self.file(10_000_000)
        warm(path)
        ours, passes, tokens = [], [], []
        for number in range(self.options.runs + 1):
            run = Run(self.ashi(path, 2))
            floor = json.loads(Run([program, path, 2]).output)
            if number > 0:
                ours.append(run.seconds)
                passes.append(floor["pass_seconds"])
                tokens.append(floor["tokenizer_seconds"])
        self.results.raw("machine", ["round", "ashi_seconds", "pass_seconds", "tokenizer_seconds"],
                         [(number + 1, f"{a:.3f}", f"{b:.4f}", f"{c:.4f}") for number, (a, b, c) in enumerate(zip(ours, passes, tokens))])
        self.results.note("machine", [
            f"One pass over the file in memory on two threads takes {spread(passes, 3)} s, a SIMD tokenizer that keeps nothing "
            f"{spread(tokens, 3)} s on one thread, ashi's whole answer {spread(ours)} s: "
            f"{statistics.median(ours) / statistics.median(passes):.0f} passes, {statistics.median(ours) / statistics.median(tokens):.1f} "
            "times the tokenizer."])


def main():
    parts = ["question", "scaling", "identity", "memory", "machine"]
    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="*")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", default=here.parent / ".build/sessions")
    parser.add_argument("--results")
    parser.add_argument("--binary", default=here.parents[1] / ".build/release/ashi")
    options = parser.parse_args()
    if wrong := set(options.part) - set(parts):
        parser.error(f"no part {', '.join(wrong)}; there are {', '.join(parts)}")
    bench = Bench(options)
    for part in options.part or parts:
        getattr(bench, part)()
    shutil.rmtree(bench.folder)


main()
