"""Timed runs of programs, how they spread, and the folder of results they are kept in."""

import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

here = Path(__file__).resolve().parent


class Run:
    """One run of a command: seconds of the whole process, processor seconds, peak memory, output."""

    def __init__(self, command):
        begin = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"failed with {process.returncode}: {command[0]}")
        self.processor_seconds = usage.ru_utime + usage.ru_stime
        self.peak_mb = usage.ru_maxrss / 1024

    def own_seconds(self):
        """What a peer's script says that it took, without the start of Python."""
        return json.loads(self.output.decode().splitlines()[-1])["seconds"]


def spread(values, digits=2):
    return f"{min(values):.{digits}f} / {statistics.median(values):.{digits}f} / {max(values):.{digits}f}"


def missing_modules(*names):
    import importlib.util

    return [name for name in names if importlib.util.find_spec(name) is None]


def warm(path):
    """Has a file in the page cache for everyone."""
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass


def machine():
    """The processor's name and how many there are, such as `amd-epyc-2`; no name of a host."""
    name = platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                name = line.split(":", 1)[1]
                break
    except OSError:
        pass
    name = re.sub(r"\(.*?\)|processor|cpu|@.*", " ", name.lower())
    return "-".join(re.findall(r"[a-z0-9]+", name)) + f"-{len(os.sched_getaffinity(0))}"


class Results:
    """A folder `results/<date>-<machine>`: raw runs as TSV, one summary for all parts."""

    def __init__(self, folder=None):
        self.folder = Path(folder) if folder else here / "results" / f"{time.strftime('%Y-%m-%d')}-{machine()}"
        self.folder.mkdir(parents=True, exist_ok=True)

    def raw(self, name, header, rows):
        lines = ["\t".join(header)] + ["\t".join(str(cell) for cell in row) for row in rows]
        (self.folder / f"{name}.tsv").write_text("\n".join(lines) + "\n")

    def note(self, part, lines):
        """Keeps the words of a part, prints them, and writes the report of all parts anew."""
        print("\n".join(lines) + "\n", flush=True)
        path = self.folder / "summary.json"
        summary = json.loads(path.read_text()) if path.exists() else {}
        summary[part] = dict(at=time.strftime("%Y-%m-%d %H:%M"), load=round(os.getloadavg()[0], 1), lines=lines)
        path.write_text(json.dumps(summary, indent=1) + "\n")
        parts = [f"## {name}, {told['at']}, load average {told['load']}\n\n" + "\n".join(told["lines"]) for name, told in summary.items()]
        (self.folder / "report.md").write_text(f"# {self.folder.name}\n\n" + "\n\n".join(parts) + "\n")
