"""Brunner-Munzel with SciPy; the interval from placements, written out.

Run in the Reference folder: python3 BrunnerMunzel/brunner_munzel.py > BrunnerMunzel/brunner_munzel.tsv
"""

import platform
from pathlib import Path

import numpy as np
import scipy
from scipy.stats import brunnermunzel, t

print(f"# Python {platform.python_version()}, SciPy {scipy.__version__}")
samples = dict(line.split("\t") for line in Path("Samples/samples.tsv").read_text().splitlines())
for pair in [("nrsA15", "nrsB18"), ("nrsA120", "nrsB110"), ("realA9", "realB11"), ("realC8", "realB11"), ("nrsC30", "nrsB18")]:
    a, b = (np.array(samples[name].split(), dtype=float) for name in pair)
    test = brunnermunzel(a, b)
    below = lambda x, other: np.array([np.mean(other < v) + np.mean(other == v) / 2 for v in x])
    pa, pb = below(a, b), below(b, a)
    va, vb = pa.var(ddof=1) / len(a), pb.var(ddof=1) / len(b)
    p, se = pb.mean(), np.sqrt(va + vb)
    df = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    half = t.ppf(0.975, df) * se
    for key, value in [("statistic", test.statistic), ("p", test.pvalue), ("probability", p), ("df", df), ("low", p - half), ("high", p + half)]:
        print(":".join(pair), key, repr(float(value)), sep="\t")
