"""Times ashi's exact resampling beside SciPy and R on the same data, in one run.

    swift build -c release --package-path Benchmarks
    python3 Benchmarks/Statistics/compare.py [--full]

Data: changes on a 0-10 scale, drawn once with a fixed seed. ashi gets the counts, SciPy the rows,
as each is used. Times are medians; what takes SciPy over ten seconds runs once, and only with --full.
Two-thread figures are for work over 50 ms (keyed draws). Prints a Markdown table.
"""

import argparse
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import scipy
from scipy.stats import bootstrap, permutation_test

here = Path(__file__).resolve().parent
parser = argparse.ArgumentParser()
parser.add_argument("--full", action="store_true", help="also what takes SciPy minutes")
parser.add_argument("--binary", default=here.parent / ".build/release/StatisticsBenchmark")
options = parser.parse_args()


def ashi(method, changes, repeats=15, threads=1):
    counts = ",".join(f"{v * 10**9}:{k}" for v, k in sorted(Counter(changes.tolist()).items()))
    out = subprocess.run([str(options.binary), method, counts, str(repeats), str(threads)], capture_output=True, text=True, check=True)
    fields = out.stdout.split(" ", 3)
    return float(fields[0]), fields[3].strip().split(",")


def timed(body, repeats):
    times, value = [], None
    for _ in range(repeats):
        start = time.perf_counter()
        value = body()
        times.append(time.perf_counter() - start)
    return statistics.median(times), value


def scipy_bca(changes):
    ci = bootstrap((changes,), np.mean, n_resamples=9999, method="BCa", batch=100, rng=np.random.default_rng(1)).confidence_interval
    return f"{ci.low:.4f} to {ci.high:.4f}"


def scipy_sign_flip(changes):
    test = permutation_test((changes,), np.mean, permutation_type="samples", n_resamples=9999, batch=100, vectorized=True, rng=np.random.default_rng(1))
    return f"p {test.pvalue:.2g}"


def coin(changes):
    code = (
        "suppressMessages(library(coin)); d <- scan('stdin', quiet = TRUE); s <- Sys.time();"
        "p <- pvalue(wilcoxsign_test(d ~ rep(0, length(d)), zero.method = 'Wilcoxon', distribution = exact()));"
        "cat(as.numeric(difftime(Sys.time(), s, units = 'secs')), format(p, digits = 6))"
    )
    out = subprocess.run(["Rscript", "-e", code], input=" ".join(map(str, changes)), capture_output=True, text=True, check=True).stdout.split()
    return float(out[0]), f"p {out[1]}"


def show(method, n, own, own_result, peer, peer_time, peer_result):
    ratio = f"{peer_time / own:,.0f}" if peer_time else ""
    told = f"{peer_time * 1000:,.1f}" if peer_time else "not run"
    print(f"| {method} | {n:,} | {own * 1000:.3f} | {own_result} | {peer} | {told} | {peer_result or ''} | {ratio} |", flush=True)


print(f"Python {platform.python_version()}, SciPy {scipy.__version__}, NumPy {np.__version__}, {platform.machine()}, {len(__import__('os').sched_getaffinity(0))} cores\n")
print("| method | n | ashi ms | ashi | peer | peer ms | peer's result | times faster |\n|---|---|---|---|---|---|---|---|")
rng = np.random.default_rng(20261121)
for n in (1_000, 10_000, 100_000, 1_000_000):
    base = rng.integers(3, 11, n)
    follow = np.clip(np.rint(base - rng.normal(0.15, 2.5, n)), 0, 10).astype(int)
    changes = follow - base
    rows = changes.astype(float)
    own, result = ashi("bca", changes)
    limits = f"{float(result[1]):.4f} to {float(result[2]):.4f}"
    peer = timed(lambda: scipy_bca(rows), 3 if n < 10_000 else 1) if n <= 10_000 or (options.full and n <= 100_000) else (None, None)
    show("BCa of the mean", n, own, limits, "SciPy, 9,999 replicates", *peer)
    own, result = ashi("sign_flip", changes)
    peer = timed(lambda: scipy_sign_flip(rows), 3 if n < 10_000 else 1) if n <= 10_000 or (options.full and n <= 100_000) else (None, None)
    show("sign flip", n, own, f"p {float(result[3]):.4g}", "SciPy, 9,999 draws", *peer)
    own, result = ashi("signed_rank", changes)
    exact = "exact" in result[4]
    peer = coin(changes) if n == 1_000 and shutil.which("Rscript") else (None, None)
    show("signed-rank, tied, " + ("exact" if exact else "normal"), n, own, f"p {float(result[3]):.6g}", "R coin, exact", *peer)
    one, _ = ashi("bca_many_draws", changes, 5)
    two, _ = ashi("bca_many_draws", changes, 5, 2)
    print(f"| BCa by 99,999 keyed draws | {n:,} | {two * 1000:.1f} | two threads | ashi, one thread | {one * 1000:.1f} | | {one / two:.2f} |", flush=True)
sys.exit(0)
