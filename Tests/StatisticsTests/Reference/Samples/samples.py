"""Makes samples.tsv: the invented samples that the reference scripts and the tests share.

Run: python3 samples.py > samples.tsv   (Python 3.11, standard library only)
Columns: name, then the values of a sample, or "base,follow" pairs, separated by blanks.
"""

import random

rng = random.Random(20261121)


def show(name, values):
    print(name, " ".join(str(v) for v in values), sep="\t")


def pairs(n, step, fall, spread):
    """n pairs on a 0-10 scale of this step; the follow-up is lower by `fall` on average."""
    top = round(10 / step)
    rows = []
    for _ in range(n):
        base = rng.randint(round(3 / step), top)
        follow = round((base * step - rng.gauss(fall, spread)) / step)
        follow = max(0, min(top, follow))
        rows.append((base * step, follow * step))
    return [f"{b:g},{f:g}" for b, f in rows]


# FIELD: d = pre - post = 4,3,3,2,2,2,1,1,0,0,0,-1,-2, as pairs.
show("textbook13", ["9,5", "8,5", "7,4", "6,4", "7,5", "5,3", "6,5", "4,3", "5,5", "6,6", "3,3", "4,5", "2,4"])
show("ones5", ["5,4", "6,5", "7,5", "8,5", "9,5"])
show("balanced12", ["5,3", "5,7", "6,5", "5,6", "8,4", "4,8", "3,3", "4,4", "5,5", "6,6", "7,7", "8,8"])
show("nrs20", pairs(20, 1, 1.0, 2.5))
show("nrs60", pairs(60, 1, 0.8, 2.5))
show("nrs200", pairs(200, 1, 1.2, 2.5))
show("halves40", pairs(40, 0.5, 1.5, 2.0))
show("tenths25", pairs(25, 0.1, 0.7, 1.5))
show("untied12", ["7.1,5.2", "6.4,6.9", "8.3,4.1", "5.5,5.2", "9.2,3.4", "4.6,4.5", "6.7,5.3", "7.9,8.7", "5.1,2.9", "8.8,8.3", "3.9,4.6", "6.2,3.7"])

show("nrsA15", [rng.choice([0, 1, 2, 3, 3, 4, 5, 6]) for _ in range(15)])
show("nrsB18", [rng.choice([1, 2, 3, 4, 5, 5, 6, 7, 8]) for _ in range(18)])
show("nrsA120", [rng.choice([0, 1, 2, 3, 3, 4, 5, 6, 7]) for _ in range(120)])
show("nrsB110", [rng.choice([1, 2, 3, 4, 5, 5, 6, 7, 8]) for _ in range(110)])
show("nrsC30", [rng.choice([2, 3, 4, 5, 5, 6]) for _ in range(30)])
show("realA9", [f"{rng.gauss(3, 1.5):.4f}" for _ in range(9)])
show("realB11", [f"{rng.gauss(4, 2.5):.4f}" for _ in range(11)])
show("realC8", [f"{rng.gauss(4.5, 1):.4f}" for _ in range(8)])
