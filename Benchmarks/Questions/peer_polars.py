"""The first part of the question in Polars (lazy, streaming): python3 peer_polars.py SESSIONS.csv THREADS

From the CSV to episodes to the mean change by acuity and diagnosis, and no test. Prints the seconds.
"""

import json
import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = sys.argv[2]
import polars as pl

begin = time.perf_counter()
visit = (
    pl.scan_csv(sys.argv[1], schema_overrides={"pain_before": pl.Int8})
    .select("patient_id", "session_date", "onset_date", "diagnosis", "pain_before", "session_id")
    .with_columns(pl.col("session_date", "onset_date").str.to_date("%Y-%m-%d"))
    .sort("patient_id", "session_date", "session_id")
)
opens = (pl.col("session_date").diff().over("patient_id") > pl.duration(days=90)).fill_null(True)
date = pl.col("session_date")
episode = (
    visit.with_columns(opens.cast(pl.Int32).cum_sum().alias("episode"))
    .group_by("patient_id", "episode")
    .agg(
        pl.col("diagnosis").first(),
        pl.col("pain_before").first().alias("base"),
        pl.col("pain_before").filter(date == date.max()).first().alias("last"),
        (date.last() > date.first()).alias("has_later"),
        (date.first() - pl.col("onset_date").first()).alias("onset"),
    )
)
means = (
    episode.filter("has_later")
    .with_columns(
        (pl.col("last").cast(pl.Int32) - pl.col("base")).alias("change"),
        (pl.col("onset") <= pl.duration(days=42)).alias("acute"),
    )
    .group_by("acute", "diagnosis")
    .agg(pl.len().alias("n"), pl.col("change").mean().alias("mean"), pl.col("change").std().alias("sd"))
    .sort("acute", "diagnosis")
    .collect(engine="streaming")
)
print(json.dumps(dict(groups=means.height, episodes=int(means["n"].sum()), seconds=time.perf_counter() - begin)))
