"""Standardised mean changes. The noncentral t limits use mpmath integration, not a library's tail.

Run in the Reference folder: python3 EffectSizes/effect_sizes.py > EffectSizes/effect_sizes.tsv
"""

import platform
from decimal import Decimal
from pathlib import Path

import mpmath as mp
import scipy
from scipy.stats import rankdata

mp.mp.dps = 30
print(f"# Python {platform.python_version()}, mpmath {mp.__version__}, SciPy {scipy.__version__}")
samples = dict(line.split("\t") for line in Path("Samples/samples.tsv").read_text().splitlines())


def nct_lower(t, df, delta):
    """P(T <= t) by integrating the normal tail over the chi density of s = sqrt(chi2 / df)."""
    def density(s):
        return mp.e ** (mp.log(2) + (df / 2) * mp.log(df / 2) - mp.loggamma(df / 2) + (df - 1) * mp.log(s) - df * s * s / 2)
    spread = 1 / mp.sqrt(2 * df)
    grid = [0] + [1 + k * spread for k in range(-8, 13, 2) if 1 + k * spread > 0]
    return mp.quad(lambda s: mp.ncdf(t * s - delta) * density(s), grid + [1 + 40 * spread])


for name in ["textbook13", "ones5", "nrs20", "nrs60", "nrs200", "halves40", "tenths25", "untied12"]:
    pairs = [tuple(map(Decimal, p.split(","))) for p in samples[name].split()]
    d = [mp.mpf(str(b - a)) for a, b in pairs]
    n = len(d)

    def sd(x):
        m = mp.fsum(x) / len(x)
        return mp.sqrt(mp.fsum((v - m) ** 2 for v in x) / (len(x) - 1))

    mean = mp.fsum(d) / n
    before = sd([mp.mpf(str(a)) for a, _ in pairs])
    after = sd([mp.mpf(str(b)) for _, b in pairs])
    dz = mean / sd(d)
    t, df = dz * mp.sqrt(n), mp.mpf(n - 1)
    low = mp.findroot(lambda x: 1 - nct_lower(t, df, x) - mp.mpf("0.025"), (t - 2.5, t - 1.5), tol=1e-20)
    high = mp.findroot(lambda x: nct_lower(t, df, x) - mp.mpf("0.025"), (t + 1.5, t + 2.5), tol=1e-20)
    dav = mean / ((before + after) / 2)
    j = mp.gamma(df / 2) / (mp.sqrt(df / 2) * mp.gamma((df - 1) / 2))
    ranks = {}
    for rule in ("drop", "pratt"):
        used = [float(v) for v in d if v != 0 or rule == "pratt"]
        r = rankdata([abs(v) for v in used])
        plus = sum(x for x, v in zip(r, used) if v > 0)
        minus = sum(x for x, v in zip(r, used) if v < 0)
        ranks[rule] = (plus - minus) / (plus + minus)
    for key, value in [("dz", dz), ("low", low / mp.sqrt(n)), ("high", high / mp.sqrt(n)), ("d_av", dav), ("hedges_g", j * dav), ("es_baseline", mean / before)]:
        print(name, key, mp.nstr(value, 17), sep="\t")
    for rule, value in ranks.items():
        print(name, f"rank_biserial.{rule}", repr(float(value)), sep="\t")
