"""Bootstrap limits from exact distributions.

Mean: the distribution of the sum of n draws in big integers, limits by the definition
(z0 from the mid-probability, a from the third moment, smallest v with F(v) >= alpha).
Quantiles: enumeration of every resample as a composition of n.
d_av and ratios of sums: SciPy's BCa with 200,000 resamples, a Monte Carlo value.

Run in the Reference folder: PYTHONPATH=Samples python3 Bootstrap/bootstrap.py > Bootstrap/bootstrap.tsv
"""

import platform
from collections import Counter
from fractions import Fraction
from math import factorial

import mpmath as mp
import numpy as np
import scipy
from exact import lattice, power, samples
from scipy.stats import bootstrap

mp.mp.dps = 30
print(f"# Python {platform.python_version()}, mpmath {mp.__version__}, SciPy {scipy.__version__}")
texts = samples()


def changes(name):
    return [Fraction(b) - Fraction(a) for a, b in (p.split(",") for p in texts[name].split())]


def normal_quantile(p):
    return mp.sqrt(2) * mp.erfinv(2 * p - 1)


def mean_limits(name, d):
    n = len(d)
    nano, step = lattice([str(v) for v in d])
    least = min(nano)
    index = [(v - least) // step for v in nano]
    counts = [0] * (max(index) + 1)
    for i in index:
        counts[i] += 1
    ways, everything = power(counts, n), n**n
    seen = sum(index)
    z0 = normal_quantile((mp.mpf(sum(ways[:seen])) + mp.mpf(ways[seen]) / 2) / everything)
    mean = mp.mpf(sum(index)) / n
    a = mp.fsum((v - mean) ** 3 for v in index) / (6 * mp.fsum((v - mean) ** 2 for v in index) ** mp.mpf(1.5))

    def smallest(area):
        total, target = 0, area * everything
        for s, w in enumerate(ways):
            total += w
            if total >= target:
                return Fraction(n * least + s * step, n * 10**9)

    def show(key, value):
        print(name, key, mp.nstr(mp.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value, 17), sep="\t")

    show("z0", z0)
    show("a", a)
    for side, z in (("low", normal_quantile(mp.mpf("0.025"))), ("high", normal_quantile(mp.mpf("0.975")))):
        show(f"bca.{side}", smallest(mp.ncdf(z0 + (z0 + z) / (1 - a * (z0 + z)))))
    show("percentile.low", smallest(mp.mpf("0.025")))
    show("percentile.high", smallest(mp.mpf("0.975")))


for name in ["textbook13", "ones5", "nrs20", "nrs60", "nrs200", "halves40", "tenths25"]:
    mean_limits(name, changes(name))
# Rare large values: skewed, so that bias and acceleration matter.
mean_limits("skewed", [Fraction(0)] * 60 + [Fraction(-1)] * 15 + [Fraction(-8)] * 3)


def quantile_limits(name, values, p):
    counts = sorted(Counter(values).items())
    n = len(values)
    total = Counter()

    def walk(cell, left, weight, drawn):
        if cell == len(counts) - 1:
            ways = Fraction(counts[cell][1] ** left, factorial(left)) * weight
            x = [v for (v, _), c in zip(counts, drawn + [left]) for _ in range(c)]
            h = Fraction(n - 1) * p
            k = h.numerator // h.denominator
            g = h - k
            q = x[k] if g == 0 else (1 - g) * x[k] + g * x[k + 1]
            total[q] += ways
            return
        for c in range(left + 1):
            walk(cell + 1, left - c, weight * Fraction(counts[cell][1] ** c, factorial(c)), drawn + [c])

    walk(0, n, Fraction(1), [])
    everything = sum(total.values())
    for side, area in (("low", Fraction(1, 40)), ("high", Fraction(39, 40)), ("low80", Fraction(1, 10)), ("high80", Fraction(9, 10))):
        reached = 0
        for q in sorted(total):
            reached += total[q]
            if reached >= area * everything:
                print(name, f"q{float(p)}.{side}", repr(float(q)), sep="\t")
                break


for name, values in [("seven", [0, 1, 1, 3, 4, 4, 4]), ("ten", [-5, -3, -3, -2, -2, -2, 0, 0, 1, 1]), ("eight", [1, 2, 2, 5, 5, 5, 9, 9])]:
    for p in (Fraction(1, 2), Fraction(1, 4), Fraction(9, 10)):
        quantile_limits(name, [Fraction(v) for v in values], p)

rng = np.random.default_rng(1)
for name in ["nrs20", "nrs60", "halves40"]:
    base, follow = (np.array(x, dtype=float) for x in zip(*(p.split(",") for p in texts[name].split())))

    def d_av(i):
        b, f = base[i.astype(int)], follow[i.astype(int)]
        return np.mean(f - b, axis=-1) / ((np.std(b, ddof=1, axis=-1) + np.std(f, ddof=1, axis=-1)) / 2)

    ci = bootstrap((np.arange(len(base)),), lambda i, axis=-1: d_av(i), vectorized=True, n_resamples=200_000, batch=2000, method="BCa", rng=rng).confidence_interval
    print(name, "d_av.low", repr(float(ci.low)), sep="\t")
    print(name, "d_av.high", repr(float(ci.high)), sep="\t")

for name in ["nrs60", "halves40"]:
    base, follow = (np.array(x, dtype=float) for x in zip(*(p.split(",") for p in texts[name].split())))

    def ratio(i, axis=-1):
        j = i.astype(int)
        return base[j].sum(axis=-1) / follow[j].sum(axis=-1)

    ci = bootstrap((np.arange(len(base)),), ratio, vectorized=True, n_resamples=200_000, batch=2000, method="BCa", rng=rng).confidence_interval
    print(name, "ratio.low", repr(float(ci.low)), sep="\t")
    print(name, "ratio.high", repr(float(ci.high)), sep="\t")
