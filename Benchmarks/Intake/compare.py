"""Times ashi's reading of a session CSV beside DuckDB and Polars on the same file, in one run.

    swift build -c release --package-path Benchmarks
    python3 Benchmarks/Intake/compare.py SESSIONS.csv [--runs 5] [--threads 2] [--results FOLDER]

Each reads the thirteen columns that the canonical profile maps (`notes` is left out) into memory:
ashi to its session table, every cell decoded and every row accounted for; DuckDB by CREATE TABLE AS
SELECT; Polars by an eager read. Runs are interleaved, each in a process of its own, so that a load on
the machine meets all three. Seconds are those of the reading alone, without the start of Python.
Processor time is of the whole process. Peak memory is the process's largest resident set; the
anonymous part is what is not the mapped file, looked at every 5 ms, so a short peak may be missed.
Prints Markdown, and keeps it with the raw runs in a folder of results. The first round warms up.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
from runs import Results, missing_modules, spread, warm  # noqa: E402

columns = (
    "session_id patient_id session_date onset_date clinic_id practitioner_id diagnosis pain_before "
    "pain_after modalities duration_min adverse_event fee"
).split()


def read_duckdb(path, threads):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads={threads}")
    start = time.perf_counter()
    connection.execute(f"CREATE TABLE t AS SELECT {','.join(columns)} FROM read_csv(?, header=true)", [path])
    seconds = time.perf_counter() - start
    print(connection.execute("SELECT count(*) FROM t").fetchone()[0], "-", seconds)


def read_polars(path, threads):
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars

    start = time.perf_counter()
    rows = polars.read_csv(path, columns=columns, try_parse_dates=True).height
    print(rows, "-", time.perf_counter() - start)


def anonymous_memory(process):
    try:
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def run(command):
    """Rows, seconds of the reading, processor seconds, peak MB, peak anonymous MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    anonymous = 0.0
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        anonymous = max(anonymous, anonymous_memory(process))
        time.sleep(0.005)
    text = process.stdout.read()
    if status != 0:
        sys.exit(f"failed: {command[0]}")
    rows, _, seconds = text.split()
    return int(rows), float(seconds), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, anonymous


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--results")
    parser.add_argument("--only", choices=["duckdb", "polars"], help=argparse.SUPPRESS)
    parser.add_argument("--binary", default=Path(__file__).resolve().parents[1] / ".build/release/IntakeBenchmark")
    options = parser.parse_args()
    if options.only:
        {"duckdb": read_duckdb, "polars": read_polars}[options.only](options.path, options.threads)
        return
    peer = [sys.executable, __file__, options.path, "--threads", str(options.threads), "--only"]
    commands = {
        "ashi": [str(options.binary), options.path, str(options.threads)],
        "DuckDB": [*peer, "duckdb"],
        "Polars": [*peer, "polars"],
    }
    versions = []
    for name, module in (("DuckDB", "duckdb"), ("Polars", "polars")):
        if missing_modules(module):
            print(f"{name} is left out: not installed", flush=True)
            del commands[name]
        else:
            versions.append(f"{name} {__import__(module).__version__}")
    size = os.path.getsize(options.path)
    load = [os.getloadavg()[0]]
    warm(options.path)
    results = {name: [] for name in commands}
    for number in range(options.runs + 1):
        for name, command in commands.items():
            measured = run(command)
            if number > 0:
                results[name].append(measured)
        load.append(os.getloadavg()[0])
    rows = results["ashi"][0][0]
    if len({each[0] for runs in results.values() for each in runs}) != 1:
        sys.exit("the readers differ in the number of rows")
    kept = Results(options.results)
    kept.raw(
        "reading", ["reader", "round", "rows", "seconds", "processor_seconds", "peak_mb", "anonymous_mb"],
        [(name, number + 1, each[0], f"{each[1]:.3f}", f"{each[2]:.3f}", f"{each[3]:.0f}", f"{each[4]:.0f}")
         for name, runs in results.items() for number, each in enumerate(runs)])
    lines = [
        f"{rows:,} rows, {size / 1e9:.2f} GB, {options.runs} interleaved rounds after a warm-up, {options.threads} threads, "
        f"load average {min(load):.1f} to {max(load):.1f}; {', '.join([*versions, 'Python ' + platform.python_version()])}. "
        "Minimum / median / maximum.", "",
        "| reader | seconds | GB/s (median) | processor seconds | peak MB | anonymous MB | anonymous bytes a row |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, runs in results.items():
        seconds = [each[1] for each in runs]
        anonymous = max(each[4] for each in runs)
        lines.append(
            f"| {name} | {spread(seconds)} | {size / 1e9 / statistics.median(seconds):.2f} | {spread([each[2] for each in runs])} "
            f"| {max(each[3] for each in runs):.0f} | {anonymous:.0f} | {anonymous * (1 << 20) / rows:.0f} |")
    lines.append("")
    for name in commands:
        if name == "ashi":
            continue
        clock = [theirs[1] / ours[1] for theirs, ours in zip(results[name], results["ashi"])]
        work = [theirs[2] / ours[2] for theirs, ours in zip(results[name], results["ashi"])]
        lines.append(f"- {name} takes {spread(clock)} times as long by the clock, {spread(work)} times in processor time.")
    kept.note("reading", lines)


main()
