"""Permutation p-values of a difference of means in big integers: twice the smaller tail.

Run in the Reference folder: PYTHONPATH=Samples python3 Permutation/permutation.py > Permutation/permutation.tsv
"""

import platform

import mpmath as mp
from exact import choice_sums, lattice, samples

print(f"# Python {platform.python_version()}, big integers")
texts = samples()


def show(name, a, b):
    ways = choice_sums(a + b, len(a))
    s, everything = sum(a), sum(ways)
    tail = min(sum(ways[: s + 1]), sum(ways[s:]))
    print(name, "p", mp.nstr(min(mp.mpf(1), mp.mpf(2 * tail) / everything), 17), sep="\t")


for one, two in [("nrsA15", "nrsB18"), ("nrsA120", "nrsB110"), ("nrsC30", "nrsB18")]:
    a, b = texts[one].split(), texts[two].split()
    nano, step = lattice(a + b)
    least = min(nano)
    index = [(v - least) // step for v in nano]
    show(f"{one}:{two}", index[: len(a)], index[len(a) :])
FAR = {
    "0:60,1:40,2:20|2:30,3:50,4:40": None,
    "0:5,1:3|9:4,10:6": None,
    "0:90,1:60|0:30,1:60,2:60": None,
    "0:20,3:20,10:1|1:20,7:30": None,
}
for case in FAR:
    a, b = ([int(v) for v, c in (x.split(":") for x in side.split(",")) for _ in range(int(c))] for side in case.split("|"))
    show(case, a, b)
