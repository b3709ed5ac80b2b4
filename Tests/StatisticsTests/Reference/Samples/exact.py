"""Exact distributions in big integers: a polynomial is packed into one integer, so that adding an
item is one shift and one addition. Shared by the scripts that need the whole truth of a tail."""

from fractions import Fraction
from pathlib import Path


def samples():
    return dict(line.split("\t") for line in Path("Samples/samples.tsv").read_text().splitlines())


def lattice(texts):
    """Decimal texts as whole numbers on their coarsest common grid, with the grid's step."""
    from math import gcd

    nano = [int(Fraction(t) * 10**9) for t in texts]
    step = 0
    for v in nano:
        step = gcd(step, v - nano[0])
    return nano, max(step, 1)


def sign_sums(sizes):
    """Number of sign patterns by the sum of the positive items."""
    total = sum(sizes)
    width = len(sizes) + 1
    packed = 1
    for a in sizes:
        packed += packed << (a * width)
    return unpack(packed, width, total + 1)


def choice_sums(items, m):
    """Number of choices of m items by their sum."""
    total = sum(sorted(items)[-m:])
    width = len(items) + 1
    rows = [1] + [0] * m
    for a in items:
        for k in range(m, 0, -1):
            rows[k] += rows[k - 1] << (a * width)
    return unpack(rows[m], width, total + 1)


def power(counts, n):
    """Number of ordered draws of n by their sum; counts by position."""
    width = (sum(counts) ** n).bit_length() + 1
    packed = sum(c << (i * width) for i, c in enumerate(counts))
    return unpack(packed**n, width, (len(counts) - 1) * n + 1)


def unpack(packed, width, length):
    data = packed.to_bytes((width * length + 7) // 8 + 8, "little")
    mask = (1 << width) - 1
    out = []
    for i in range(length):
        bit = i * width
        chunk = int.from_bytes(data[bit // 8 : (bit + width) // 8 + 1], "little")
        out.append((chunk >> (bit % 8)) & mask)
    return out
