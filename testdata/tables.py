#!/usr/bin/env python3
"""Opens the tables of a workspace with the programs that people look at them with.

    python3 testdata/tables.py WORKSPACE

Counts the rows of each table with DuckDB, pandas, polars and pyarrow, which must agree, and joins verdicts with images.
Exits with 1 if a reader fails or sees something else than another.
"""

import json
import os
import sys

import duckdb
import pandas
import polars
import pyarrow.parquet

workspace = sys.argv[1]
for name in "images measures pairs groups tags verdicts captions".split():
    path = os.path.join(workspace, name + ".parquet")
    footer = json.loads(pyarrow.parquet.read_metadata(path).metadata[b"winnow"])
    counts = {
        "duckdb": duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0],
        "pandas": len(pandas.read_parquet(path)),
        "polars": polars.read_parquet(path).height,
        "pyarrow": pyarrow.parquet.read_table(path).num_rows,
    }
    if len(set(counts.values())) != 1 or not {"stage", "version", "options", "content"} <= set(footer):
        sys.exit(f"{name}: {counts}, footer {sorted(footer)}")
    print(f"{name}: {counts['duckdb']} rows, by {footer['stage']}")

joined = duckdb.sql(f"""
    SELECT count(*) FROM '{workspace}/verdicts.parquet' v JOIN '{workspace}/images.parquet' i USING (id)
    WHERE v.verdict = 'drop' AND len(v.reasons) = 0""").fetchall()[0][0]
if joined:
    sys.exit(f"{joined} images are dropped without a reason")
