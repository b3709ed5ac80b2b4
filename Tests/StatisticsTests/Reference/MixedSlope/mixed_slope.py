"""sleepstudy by REML in 30 digits: dense covariance matrices, Newton on numerical derivatives.

lme4's own standard error carries the tolerance of its optimiser (1e-6); this one does not.
Run in the Reference folder: python3 MixedSlope/mixed_slope.py lme4_sleepstudy.csv > MixedSlope/precise.tsv
"""

import csv
import platform
import sys

import mpmath as mp

mp.mp.dps = 30
print(f"# Python {platform.python_version()}, mpmath {mp.__version__}")
subjects = {}
for row in csv.DictReader(open(sys.argv[1])):
    subjects.setdefault(row["Subject"], []).append((mp.mpf(row["Days"]), mp.mpf(row["Reaction"])))


def fit(theta, full):
    a, b, c = theta if full else (theta[0], mp.mpf(0), mp.mpf(0))
    d = mp.matrix([[a * a, a * b], [a * b, b * b + c * c]])
    xx, xy, yy, log_det, n = mp.matrix(2, 2), mp.matrix(2, 1), mp.mpf(0), mp.mpf(0), 0
    for rows in subjects.values():
        x = mp.matrix([[1, t] for t, _ in rows])
        y = mp.matrix([v for _, v in rows])
        v = x * d * x.T + mp.eye(len(rows))
        inverse = v**-1
        log_det += mp.log(mp.det(v))
        xx += x.T * inverse * x
        xy += x.T * inverse * y
        yy += (y.T * inverse * y)[0]
        n += len(rows)
    beta = mp.lu_solve(xx, xy)
    residual = yy - (beta.T * xy)[0]
    df = n - 2
    deviance = log_det + mp.log(mp.det(xx)) + df * (1 + mp.log(2 * mp.pi * residual / df))
    return deviance, beta, xx, residual / df


def solve(start, full):
    theta, n, h = [mp.mpf(v) for v in start], len(start), mp.mpf(10) ** -8
    for _ in range(8):
        def at(moves):
            return fit([t + h * moves.get(i, 0) for i, t in enumerate(theta)], full)[0]
        g = mp.matrix([(at({i: 1}) - at({i: -1})) / (2 * h) for i in range(n)])
        here = at({})
        m = mp.matrix(n, n)
        for i in range(n):
            m[i, i] = (at({i: 1}) - 2 * here + at({i: -1})) / h**2
            for j in range(i):
                up = {i: 1, j: 1}, {i: 1, j: -1}, {i: -1, j: 1}, {i: -1, j: -1}
                m[i, j] = m[j, i] = (at(up[0]) - at(up[1]) - at(up[2]) + at(up[3])) / (4 * h**2)
        step = mp.lu_solve(m, g)
        theta = [t - s for t, s in zip(theta, step)]
        if max(abs(s) for s in step) < 1e-14:
            break
    return theta


for name, start, full in [("sleepstudy", (0.9667, 0.0152, 0.2309), True), ("sleepstudy.intercept", (1.1979,), False)]:
    theta = solve(start, full)
    deviance, beta, xx, variance = fit(theta, full)
    error = mp.sqrt(variance * (xx**-1)[1, 1])
    rows = [("slope", beta[1]), ("se", error), ("intercept", beta[0]), ("deviance", deviance), ("sigma", mp.sqrt(variance)), ("sd.intercept", abs(theta[0]) * mp.sqrt(variance))]
    if full:
        rows.append(("sd.slope", mp.sqrt(variance * (theta[1] ** 2 + theta[2] ** 2))))
    for key, value in rows:
        print(name, key, mp.nstr(value, 17), sep="\t")
