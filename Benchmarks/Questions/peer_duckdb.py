"""The same question with DuckDB and SciPy: python3 peer_duckdb.py SESSIONS.csv THREADS

From the CSV to episodes (a gap over 90 days opens one) to the change of the last day's first arriving
score from the first, by acuity and diagnosis; t interval, d_z, signed-rank test, responders of 30 % with
Wilson limits; acute against chronic by Welch and Mann-Whitney. No bootstrap. Prints one JSON row a group
and the seconds.
"""

import json
import sys
import time

import duckdb
import numpy as np
from scipy import stats

path, threads = sys.argv[1], int(sys.argv[2])
begin = time.perf_counter()
connection = duckdb.connect()
connection.execute(f"SET threads={threads}")
connection.execute("""
CREATE TABLE episode AS
WITH visit AS (
  SELECT patient_id, session_date, onset_date, diagnosis, pain_before, session_id
  FROM read_csv(?, header=true, types={'session_date': 'DATE', 'onset_date': 'DATE', 'pain_before': 'TINYINT'})),
gap AS (
  SELECT *, CASE WHEN session_date - lag(session_date) OVER own > 90
                   OR lag(session_date) OVER own IS NULL THEN 1 ELSE 0 END AS opens
  FROM visit WINDOW own AS (PARTITION BY patient_id ORDER BY session_date, session_id)),
numbered AS (
  SELECT *, sum(opens) OVER (PARTITION BY patient_id ORDER BY session_date, session_id
                             ROWS UNBOUNDED PRECEDING) AS number FROM gap)
SELECT arg_min(diagnosis, (session_date, session_id)) AS diagnosis,
       arg_min(pain_before, (session_date, session_id)) AS base,
       arg_max(pain_before, (session_date, -CAST(substr(session_id, 2) AS INTEGER))) AS last,
       max(session_date) > min(session_date) AS has_later,
       min(session_date) - arg_min(onset_date, (session_date, session_id)) AS onset_days
FROM numbered GROUP BY patient_id, number
""", [path])
table = connection.execute("""
SELECT CASE WHEN onset_days <= 42 THEN 'acute' WHEN onset_days <= 84 THEN 'subacute' ELSE 'chronic' END AS acuity,
       diagnosis, base, last FROM episode WHERE has_later""").fetchnumpy()
key = np.char.add(np.char.add(np.asarray(table["acuity"]).astype(str), "|"), np.asarray(table["diagnosis"]).astype(str))
base, last = (np.asarray(table[name], dtype=float) for name in ("base", "last"))
rows = []
for group in np.unique(key):
    before, after = base[key == group], last[key == group]
    change = after - before
    t = stats.ttest_rel(after, before)
    interval = t.confidence_interval(0.95)
    rank = stats.wilcoxon(change, zero_method="pratt", method="asymptotic")
    counted = before > 0
    met = int(np.sum((10 * (before - after) >= 3 * before) & counted))
    wilson = stats.binomtest(met, int(counted.sum())).proportion_ci(method="wilson")
    rows.append(dict(
        group=str(group), n=len(change), mean=change.mean(), low=interval.low, high=interval.high,
        d_z=change.mean() / change.std(ddof=1), p_rank=rank.pvalue, share=met / int(counted.sum()),
        share_low=wilson.low, share_high=wilson.high))
acute, chronic = (np.char.startswith(key, name) for name in ("acute", "chronic"))
welch = stats.ttest_ind((last - base)[acute], (last - base)[chronic], equal_var=False)
whitney = stats.mannwhitneyu((last - base)[acute], (last - base)[chronic])
seconds = time.perf_counter() - begin
for row in rows:
    print(json.dumps({name: float(value) if name not in ("group", "n") else value for name, value in row.items()}))
print(json.dumps(dict(welch=float(welch.statistic), p_whitney=float(whitney.pvalue), seconds=seconds)))
