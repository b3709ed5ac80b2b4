"""Times nights of new visits over histories of different lengths of one clinic.

    swift build -c release
    python3 Benchmarks/Nights/nights.py SESSIONS.csv --folder /var/tmp/nights [--sizes 100000 1000000 10000000]

SESSIONS.csv is a canonical session CSV in the order of its dates. Each history is the last so many
rows up to a day; a clinic folder for it is made once by `ashi init` and a first run, and kept in
--folder. Then nights follow, a day each: 5,000 new visits of patients who came in the months before,
dropped into the inbox and taken in by `ashi run` with the pipeline's own plan and claims. The seconds
are of the whole command, its peak memory is that of the largest of its processes, and the stages' own
seconds come from the log of the night. The backup of the week is made before the nights: it costs as
much as the history is long. With --rounds N the clinics take turns, so that a load on the machine
meets all. Prints Markdown.
"""

import argparse
import datetime
import json
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

programs = Path(os.environ.get("ASHI_PROGRAMS") or Path(__file__).resolve().parents[2] / ".build/release")


def history(source, size, until):
    """The last rows up to a day, and the header."""
    rows = deque(maxlen=size)
    with open(source, encoding="utf-8") as file:
        header = next(file)
        place = header.strip().split(",").index("session_date")
        for line in file:
            if line.split(",", place + 1)[place] > until:
                break
            rows.append(line)
    return header, rows


def make(folder, source, size, until):
    """A clinic whose store holds a history."""
    header, rows = history(source, size, until)
    subprocess.run([programs / "ashi", "init", folder, "--name", "Bench", "--zone", "UTC"], check=True)
    path = folder / "nightly.yaml"
    path.write_text(path.read_text().replace("settle_seconds: 5 ", "settle_seconds: 0 "))
    with open(folder / "inbox/history.csv", "w", encoding="utf-8") as file:
        file.write(header)
        file.writelines(rows)
    with open(folder / "recent.csv", "w", encoding="utf-8") as file:
        file.write(header)
        file.writelines(list(rows)[-60_000:])
    count = len(rows)
    del rows
    result, seconds, memory = run(folder, until)
    (folder / "first.json").write_text(json.dumps({"rows": count, "seconds": seconds, "memory": memory, "stages": stages(folder)}))
    (folder / "day").write_text(until)
    # Read once; leaving a gigabyte in the inbox would only make the clinic harder to copy.
    (folder / "inbox/history.csv").unlink()
    print(f"history of {count} rows: {seconds:.1f} s, {memory} MB, status {result}", file=sys.stderr)


def run(folder, day):
    start = time.perf_counter()
    process = subprocess.Popen(
        [programs / "ashi", "run", folder / "nightly.yaml", "--as-of", day, "--quiet"], stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), time.perf_counter() - start, usage.ru_maxrss // 1024


def stages(folder):
    """The seconds of each stage of the last run."""
    seconds = {}
    for path in sorted((folder / "logs").glob("night-*.jsonl"), key=os.path.getmtime)[-1:]:
        for line in path.read_text().splitlines():
            event = json.loads(line)
            if event["event"] == "run_start":
                seconds = {}
            if event["event"] == "stage_end":
                seconds[event["stage"]] = float(event["seconds"])
    return seconds


def night(folder, count, seed):
    """Drops a night's visits into the inbox and runs it."""
    day = (datetime.date.fromisoformat((folder / "day").read_text()) + datetime.timedelta(1)).isoformat()
    draw = random.Random(f"{seed} {day}")
    header, *rows = (folder / "recent.csv").read_text().splitlines()
    names = header.split(",")
    place = {name: names.index(name) for name in ("session_id", "session_date", "pain_before", "pain_after")}
    with open(folder / f"inbox/{day}.csv", "w", encoding="utf-8") as file:
        file.write(header + "\n")
        for number, row in enumerate(draw.sample(rows, count)):
            cells = row.split(",", len(names) - 1)
            cells[place["session_id"]] = f"N{day}-{number}"
            cells[place["session_date"]] = day
            before = draw.randint(0, 8)
            cells[place["pain_before"]], cells[place["pain_after"]] = str(before), str(max(0, before - 1))
            file.write(",".join(cells) + "\n")
    status, seconds, memory = run(folder, day)
    (folder / "day").write_text(day)
    if status != 0:
        sys.exit(f"{folder}: the night of {day} ended with {status}")
    return seconds, memory, stages(folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--until", default="2024-12-20", help="the last day of the history")
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for size in options.sizes:
        if not (options.folder / str(size)).exists():
            # In a process of its own: a program started later would be credited with its memory.
            maker = multiprocessing.Process(target=make, args=(options.folder / str(size), options.source, size, options.until))
            maker.start()
            maker.join()
    found = {size: [] for size in options.sizes}
    for _ in range(options.rounds):
        for size in options.sizes:
            found[size].append(night(options.folder / str(size), options.rows, options.seed))
    names = list(found[options.sizes[0]][0][2])
    print(f"| history, rows | seconds, median (range) | peak MB | {' | '.join(names)} |")
    print("|---|---|---|" + "---|" * len(names))
    for size, nights in found.items():
        seconds = [one[0] for one in nights]
        parts = [f"{statistics.median(one[2].get(name, 0) for one in nights):.3f}" for name in names]
        spread = f"{statistics.median(seconds):.2f} ({min(seconds):.2f}-{max(seconds):.2f})"
        rows = json.loads((options.folder / str(size) / "first.json").read_text())["rows"]
        print(f"| {rows:,} | {spread} | {max(one[1] for one in nights)} | {' | '.join(parts)} |")


if __name__ == "__main__":
    main()
