"""Wilson and Clopper-Pearson limits with SciPy, and the rule of three in closed form.

Run in the Reference folder: python3 Proportions/proportions.py > Proportions/proportions.tsv
"""

import platform

import scipy
from scipy.stats import binomtest

print(f"# Python {platform.python_version()}, SciPy {scipy.__version__}")
for k, n in [(0, 1), (1, 1), (0, 10), (5, 10), (9, 11), (27, 40), (40, 40), (1, 1000), (31, 48), (123456, 1000000)]:
    test = binomtest(k, n)
    for level in (0.95, 0.9):
        for method in ("wilson", "exact"):
            interval = test.proportion_ci(level, method)
            for side in ("low", "high"):
                print(f"{k}/{n}", f"{method}.{level}.{side}", repr(float(getattr(interval, side))), sep="\t")
