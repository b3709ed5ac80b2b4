"""Reference values for RandomStreamTests: xoshiro256** 1.0 seeded by SplitMix64.

Written from the public-domain C code of Blackman and Vigna (prng.di.unimi.it), not from the Swift
code. Program: Python 3. Call: python3 reference.py > reference.txt
"""
import math

M = (1 << 64) - 1


class SplitMix:
    def __init__(self, state):
        self.s = state

    def next(self):
        self.s = (self.s + 0x9E3779B97F4A7C15) & M
        z = self.s
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M
        return z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & M


class Xoshiro:
    def __init__(self, seed, purpose, index):
        m = SplitMix(seed)
        m.s = m.next() ^ (purpose * 0xD1B54A32D192ED03 & M)
        m.s = m.next() ^ ((index & M) * 0x8CB92BA72F3D8DD7 & M)
        self.s = [m.next() for _ in range(4)]

    def next(self):
        s = self.s
        result = (rotl((s[1] * 5) & M, 7) * 9) & M
        t = (s[1] << 17) & M
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return result


# The bare generators, to be compared with published values: SplitMix64 from seed 1234567 begins with
# 6457827717110365317 (rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64).
m = SplitMix(1234567)
print("splitmix", *[m.next() for _ in range(3)])
for seed, purpose, index in [(1, 1, 0), (1, 2, 0), (20261031, 1, 5), (M, 3, -1)]:
    x = Xoshiro(seed, purpose, index)
    print("stream", seed, purpose, index, *[x.next() for _ in range(4)])
x = Xoshiro(7, 1, 3)
print("uniform", *[repr((x.next() >> 11) * 2.0**-53) for _ in range(3)])
for v in [1e-300, 0.1, 0.5, 1.0, 1.5, 2.0, 10.0, 12345.678, 1e300]:
    print("log", repr(v), repr(math.log(v)))
for v in [-700.0, -20.5, -1.0, -1e-9, 0.0, 0.3, 1.0, 20.25, 700.0]:
    print("exp", repr(v), repr(math.exp(v)))
