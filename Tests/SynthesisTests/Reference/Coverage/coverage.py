#!/usr/bin/env python3
"""Do ashi's intervals cover the truth, and how often is a claim's verdict wrong?

    python3 coverage.py FOLDER_OF_PROGRAMS [--seeds 2000] [--patients 200] [--truth-patients N] [--write FILE]

The truth is what each endpoint is on a million invented patients (ashi-synth --truth), after rounding,
the ends of the scale, drop-out and the choice of readings. Then one clinic is invented for each seed,
written as CSV, read, derived and analysed by ashi-analyze, the whole way that a clinic's own file goes,
with claims whose thresholds are the truth itself: there a verdict of either side is wrong.

A 95 % interval must cover the truth in 93 to 97 % of clinics (Clopper-Pearson in at least 95 %, since it
is conservative by construction). A verdict is wrong in 2.5 % of clinics at most on each side; a share of
2,000 clinics varies by chance, so up to 3.7 % (2.5 % plus 3.5 standard errors) passes.

Exit status 1 where a bound is broken. Needs Python 3 and nothing else.
"""
import argparse
import concurrent.futures
import csv
import io
import json
import math
import os
import subprocess
import sys
import tempfile

# Name, endpoint, window, statistic, group, the interval's name.
FIGURES = [
    ("change_t", "course_change", "week6", "mean_change", None, "t"),
    ("change_bca", "course_change", "week6", "bootstrap_mean", None, "BCa"),
    ("chronic_t", "course_change", "week6", "mean_change", "chronic", "t"),
    ("within_t", "within_session_change", "first_visit", "mean_change", None, "t"),
    ("within_bca", "within_session_change", "first_visit", "bootstrap_mean", None, "BCa"),
    ("sleep_t", "sleep_change", "week6", "mean_change", None, "t"),
    ("response_30", "response_30", "week6", "proportion", None, "Wilson"),
    ("response_50", "response_50", "week6", "proportion", None, "Wilson"),
    ("below_5", "below_5", "week6", "proportion", None, "Wilson"),
    ("events", "adverse_event", "per_patient", "proportion", None, "Clopper-Pearson"),
]
# Thresholds beside the truth, in points or as a share: there only one side is wrong.
BESIDE = {"change_t": 0.3, "response_30": 0.05}
# Practitioners would differ from seed to seed, and so would the truth.
MODEL = ["--effect", "practitioner_sd=0"]


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit("failed: " + " ".join(command) + "\n" + done.stderr)
    return done.stdout


def truth(programs, patients):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "truth.json")
        run([programs + "/ashi-synth", "--patients", "1", "--seed", "424242", *MODEL,
             "--estimand-patients", str(patients), "--truth", path, "-o", folder])
        with open(path, encoding="utf-8") as file:
            rows = json.load(file)["estimands"]
    return {(r["endpoint"], r["window"], r["group"]): (r["estimate"], r["n"]) for r in rows}


def claims_text(truths):
    lines = ["claims:"]

    def add(name, figure, threshold, side):
        _, endpoint, window, statistic, acuity, _ = figure
        group = f"group: {{acuity: {acuity}}}, " if acuity else ""
        lines.append(
            f"  - {{id: {name}, title: t, says: s, why: w, rule: interval, population: everyone, "
            f"period: previous, may_say: m, may_not_say: n, figures: [{{endpoint: {endpoint}, "
            f"window: {window}, {group}statistic: {statistic}, threshold: {threshold!r}, "
            f"side: {side}}}]}}")

    for figure in FIGURES:
        value, _ = truths[key(figure)]
        add(figure[0], figure, value, "above")
        if figure[0] in BESIDE:
            add(figure[0] + "+", figure, value + BESIDE[figure[0]], "above")
            add(figure[0] + "-", figure, value - BESIDE[figure[0]], "below")
    return "\n".join(lines) + "\n"


def key(figure):
    return (figure[1], figure[2], "acuity=" + figure[4] if figure[4] else "all")


def clinic(task):
    """The claims of one clinic: id -> (n, low, high, verdict)."""
    programs, seed, patients, claims = task
    with tempfile.TemporaryDirectory() as folder:
        run([programs + "/ashi-synth", "--patients", str(patients), "--seed", str(seed), *MODEL,
             "--period", "whole", "-o", folder])
        files = sorted(os.path.join(folder, name) for name in os.listdir(folder))
        text = run([programs + "/ashi-analyze", "--quiet", "--threads", "1", "--as-of", "2026-10-31",
                    "--claims", claims, "--format", "csv", "--input", *files])
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        def number(name):
            return float(row[name]) if row[name] else None
        found[row["claim"]] = (int(row["n"] or 0), number("ci_low"), number("ci_high"), row["verdict"])
    return found



def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs")
    parser.add_argument("--seeds", type=int, default=2000)
    parser.add_argument("--patients", type=int, default=200)
    parser.add_argument("--truth-patients", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write")
    options = parser.parse_args()
    truths = truth(options.programs, options.truth_patients)
    with tempfile.TemporaryDirectory() as folder:
        claims = os.path.join(folder, "claims.yaml")
        with open(claims, "w", encoding="utf-8") as file:
            file.write(claims_text(truths))
        tasks = [(options.programs, 1000 + seed, options.patients, claims)
                 for seed in range(options.seeds)]
        with concurrent.futures.ProcessPoolExecutor(options.workers) as pool:
            clinics = list(pool.map(clinic, tasks, chunksize=8))
    lines = [
        f"# {options.seeds} clinics of {options.patients} patients, seeds 1000 up; "
        f"truth on {options.truth_patients} patients",
        "\t".join(["figure", "interval", "truth", "clinics", "mean_n", "min_n", "coverage",
                   "wrong_above", "wrong_below", "too_few"])]
    broken = []
    limit = 0.025 + 3.5 * math.sqrt(0.025 * 0.975 / options.seeds)
    for figure in FIGURES:
        name, interval = figure[0], figure[5]
        value, _ = truths[key(figure)]
        rows = [found[name] for found in clinics if found[name][1] is not None]
        if interval == "BCa":
            rows = [row for row in rows if row[0] >= 30]
        covered = sum(low <= value <= high for _, low, high, _ in rows) / len(rows)
        above = sum(row[3] == "seen" for row in rows) / len(rows)
        below = sum(row[3] == "not_seen" for row in rows) / len(rows)
        few = sum(row[3] == "too_few" for row in rows) / len(rows)
        sizes = [row[0] for row in rows]
        lines.append("\t".join([
            name, interval, f"{value:.6f}", str(len(rows)), f"{sum(sizes) / len(sizes):.1f}",
            str(min(sizes)), f"{covered:.4f}", f"{above:.4f}", f"{below:.4f}", f"{few:.4f}"]))
        if covered < (0.95 if interval == "Clopper-Pearson" else 0.93):
            broken.append(f"{name}: covers {covered:.4f}")
        if covered > 0.97 and interval != "Clopper-Pearson":
            broken.append(f"{name}: covers {covered:.4f}")
        if max(above, below) > limit:
            broken.append(f"{name}: wrong verdicts {above:.4f} and {below:.4f}")
    for name in BESIDE:
        for sign, side in (("+", "above"), ("-", "below")):
            verdicts = [found[name + sign][3] for found in clinics]
            wrong = verdicts.count("seen") / len(verdicts)
            right = verdicts.count("not_seen") / len(verdicts)
            lines.append(
                f"# {name}, threshold {BESIDE[name]} {'over' if sign == '+' else 'under'} the truth, "
                f"claimed {side}: wrongly seen {wrong:.4f}, rightly not seen {right:.4f}")
            if wrong > 0.025:
                broken.append(f"{name}{sign}: wrongly seen {wrong:.4f}")
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if options.write:
        with open(options.write, "w", encoding="utf-8") as file:
            file.write(text)
    for line in broken:
        print("OUT OF BOUNDS " + line)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
