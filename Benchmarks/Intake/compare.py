"""Times ashi's reading of a session CSV beside DuckDB and Polars on the same file, in one run.

    swift build -c release --package-path Benchmarks
    python3 Benchmarks/Intake/compare.py SESSIONS.csv [--runs 5] [--threads 2]

Each reads the thirteen columns that the canonical profile maps (`notes` is left out) into memory:
ashi to its session table, every cell decoded and every row accounted for; DuckDB by CREATE TABLE AS
SELECT; Polars by an eager read. Runs are interleaved, each in a process of its own, so that a load on
the machine meets all three. Seconds are those of the reading alone, without the start of Python.
Processor time is of the whole process. Peak memory is the process's largest resident set; the
anonymous part is what is not the mapped file, looked at every 5 ms, so a short peak may be missed.
Prints Markdown.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

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


def spread(values, digits=2):
    return f"{min(values):.{digits}f} / {statistics.median(values):.{digits}f} / {max(values):.{digits}f}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
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
    import duckdb
    import polars

    size = os.path.getsize(options.path)
    print(f"DuckDB {duckdb.__version__}, Polars {polars.__version__}, Python {platform.python_version()}, {platform.machine()}, "
          f"{len(os.sched_getaffinity(0))} processors, {options.threads} threads, {time.strftime('%Y-%m-%d')}")
    load = [os.getloadavg()[0]]
    with open(options.path, "rb") as file:  # a warm page cache for all
        while file.read(1 << 24):
            pass
    results = {name: [] for name in commands}
    for _ in range(options.runs):
        for name, command in commands.items():
            results[name].append(run(command))
        load.append(os.getloadavg()[0])
    rows = results["ashi"][0][0]
    if len({each[0] for runs in results.values() for each in runs}) != 1:
        sys.exit("the readers differ in the number of rows")
    print(f"{rows:,} rows, {size / 1e9:.2f} GB, {options.runs} interleaved runs, load average {min(load):.1f} to {max(load):.1f}\n")
    print("minimum / median / maximum\n")
    print("| reader | seconds | GB/s (median) | processor seconds | peak MB | anonymous MB | anonymous bytes a row |")
    print("|---|---|---|---|---|---|---|")
    for name, runs in results.items():
        seconds = [each[1] for each in runs]
        anonymous = max(each[4] for each in runs)
        print(f"| {name} | {spread(seconds)} | {size / 1e9 / statistics.median(seconds):.2f} | {spread([each[2] for each in runs])} "
              f"| {max(each[3] for each in runs):.0f} | {anonymous:.0f} | {anonymous * (1 << 20) / rows:.0f} |")
    print("\n| ashi is faster than | by the clock, times | in processor time, times |")
    print("|---|---|---|")
    for name in ("DuckDB", "Polars"):
        clock = [theirs[1] / ours[1] for theirs, ours in zip(results[name], results["ashi"])]
        work = [theirs[2] / ours[2] for theirs, ours in zip(results[name], results["ashi"])]
        print(f"| {name} | {spread(clock)} | {spread(work)} |")


main()
