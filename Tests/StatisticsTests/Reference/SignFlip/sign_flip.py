"""Sign-flip and tied signed-rank p-values in big integers, to the far tail.

Run in the Reference folder: PYTHONPATH=Samples python3 SignFlip/sign_flip.py > SignFlip/sign_flip.tsv
The far cases are (value:count,...) in whole numbers.
"""

import platform
from collections import Counter
from fractions import Fraction

import mpmath as mp
from exact import lattice, samples, sign_sums

mp.mp.dps = 30
print(f"# Python {platform.python_version()}, big integers")


def p_value(sizes, positive):
    ways = sign_sums(sizes)
    total = sum(sizes)
    far = max(positive, total - positive)
    if 2 * far == total:
        return mp.mpf(1)
    return mp.mpf(2 * sum(ways[far:])) / mp.mpf(2) ** len(sizes)


def doubled_ranks(values):
    order = Counter(abs(v) for v in values)
    ranks, below = {}, 0
    for size in sorted(order):
        ranks[size] = 2 * below + order[size] + 1
        below += order[size]
    return ranks


for name, text in samples().items():
    if "," not in text:
        continue
    nano = [int((Fraction(b) - Fraction(a)) * 10**9) for a, b in (p.split(",") for p in text.split())]
    step = lattice([str(Fraction(v, 10**9)) for v in nano] + ["0"])[1]
    d = [v // step for v in nano]
    print(name, "p", mp.nstr(p_value([abs(v) for v in d if v], sum(v for v in d if v > 0)), 17), sep="\t")

FAR = [
    "-2:5,-1:120,1:30,3:10",
    "-1:400,2:50,3:7",
    "-4:60,-3:80,-2:90,-1:70,0:20,1:30,2:10",
    "-5:150,-3:200,-2:100,-1:50,1:20,2:5",
    "-7:200,-1:1,1:2",
    "-3:300,-2:20,1:1",
    "-1:340",
    "-10:90,-9:80,-7:70,-4:60,3:40,11:20",
    "-2:500,1:490,3:10",
]
for case in FAR:
    values = [int(v) for v, c in (x.split(":") for x in case.split(",")) for _ in range(int(c))]
    sizes = [abs(v) for v in values if v]
    print(case, "flip", mp.nstr(p_value(sizes, sum(v for v in values if v > 0)), 17), sep="\t")
    ranks = doubled_ranks([v for v in values if v])
    weights = [ranks[abs(v)] for v in values if v]
    if len(weights) <= 420:
        print(case, "rank", mp.nstr(p_value(weights, sum(ranks[v] for v in values if v > 0)), 17), sep="\t")
