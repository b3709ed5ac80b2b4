"""Writes an invented clinic's session CSV: python3 generate.py ROWS OUT.csv

The canonical columns, sorted by date, about 104 bytes a row: ten million rows are a gigabyte. The seed
is fixed, so that every machine measures the same file. Needs numpy and polars.
"""

import sys

import numpy as np
import polars as pl


def main():
    rows, path = int(sys.argv[1]), sys.argv[2]
    random = np.random.default_rng(7)
    # Episodes of one to some thirty visits, eight on average; a patient has one, seldom several.
    visits = 1 + random.negative_binomial(3, 0.3, rows // 7 + 100)
    visits = visits[: np.searchsorted(np.cumsum(visits), rows) + 1]
    visits[-1] -= visits.sum() - rows
    episodes = len(visits)
    episode = np.repeat(np.arange(episodes), visits)
    visit = np.arange(rows) - np.repeat(np.cumsum(visits) - visits, visits)
    patients = int(episodes * 0.85) + 1
    patient = random.permutation(patients)[random.integers(0, patients, episodes)]
    acute = random.random(episodes) < 0.3
    onset = np.where(acute, random.integers(0, 40, episodes), random.integers(90, 2500, episodes))
    start = np.datetime64("2015-01-01") + random.integers(0, 3650, episodes)
    date = start[episode] + visit * np.where(acute, 2, 7)[episode] + random.integers(0, 2, rows)
    base = np.clip(random.normal(np.where(acute, 7.2, 5.8), 1.7), 2, 10)
    slope = np.where(acute, 0.55, 0.22) * random.gamma(4, 0.25, episodes)
    level = np.clip(base[episode] - slope[episode] * visit + random.normal(0, 0.8, rows), 0, 10)
    leaving = np.clip(np.rint(level - random.gamma(2, 0.6, rows)), 0, 10)

    def text(values):
        return pl.Series(values).cast(pl.Utf8)

    def pick(values, shares=None, of=rows):
        return np.array(values)[random.choice(len(values), of, p=shares)]

    def days(values):
        return pl.Series(values.astype("datetime64[D]")).cast(pl.Date).cast(pl.Utf8)

    codes = ["M54.50", "M51.26", "M54.31", "M54.41;M51.26", "S39.012A", "M48.061"]
    table = pl.DataFrame({
        "session_id": "S" + text(random.permutation(rows)).str.zfill(9),
        "patient_id": "P" + text(patient[episode]).str.zfill(8),
        "session_date": days(date),
        "onset_date": days((start - onset)[episode]),
        "clinic_id": np.array([f"site-{n:02d}" for n in range(12)])[patient % 12][episode],
        "practitioner_id": pick([f"prac-{n:03d}" for n in range(80)], of=episodes)[episode],
        "diagnosis": pick(codes, [0.34, 0.18, 0.22, 0.08, 0.12, 0.06], of=episodes)[episode],
        "pain_before": text(np.rint(level).astype(np.int8)),
        "pain_after": text(leaving.astype(np.int8)),
        "modalities": pick(["", "electro", "cupping", "electro;cupping", "herbs", "infrared"]),
        "duration_min": pick(["30", "35", "40", "45"]),
        "adverse_event": pick(["", "bruising"], [0.98, 0.02]),
        "fee": pick(["85.00", "95.00", "110.00"]),
        "notes": pick(["", "", "", "tolerated well", '"slept better, less stiff"',
                       '"said ""much better"" today"']),
    })
    table[np.argsort(date, kind="stable")].write_csv(path, quote_style="never")


main()
