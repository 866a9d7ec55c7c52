#!/usr/bin/env python3
"""Opens exports of winnow with the programs that people train with, and checks what they see.

    python3 testdata/readers.py OUT...

OUT is a folder that `winnow export` wrote, in any format. Prints one line for each reader, and exits with 1
if one of them fails or sees something else than another. Nothing is read from a network.
"""

import hashlib
import io
import json
import os
import sys
import tempfile

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_DATASETS_OFFLINE", "1")
os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")

import datasets
import duckdb
import pandas
import polars
import pyarrow.parquet
from PIL import Image

SPLITS = ("train", "validation")


def check(condition, message):
    if not condition:
        raise AssertionError(message)


class Export:
    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as f:
            self.manifest = json.load(f)
        self.format = self.manifest["summary"]["format"]
        self.kept = self.manifest["summary"]["kept"]
        self.options = self.manifest["made"]["options"]
        self.pictures = not self.options["no_images"]

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def files(self, end):
        return [self.path(f["path"]) for f in self.manifest["files"] if f["path"].endswith(end)]

    def load(self):
        """All splits as the datasets library opens the folder as it is."""
        with tempfile.TemporaryDirectory() as cache:
            loaded = datasets.load_dataset(self.folder, cache_dir=cache)
            rows = []
            for split in loaded:
                check(split in SPLITS, f"a split is called {split}")
                rows += [row for row in loaded[split]]
            return loaded, rows


def manifest(e):
    check(e.manifest["complete"], "the manifest is not complete")
    for f in e.manifest["files"]:
        with open(e.path(f["path"]), "rb") as file:
            data = file.read()
        check(len(data) == f["bytes"], f"{f['path']} has {len(data)} bytes")
        check(hashlib.sha256(data).hexdigest() == f["sha256"], f"{f['path']} has another hash")
    return f"{len(e.manifest['files'])} files have their hashes"


def arrow(e):
    rows = 0
    for path in e.files(".parquet"):
        file = pyarrow.parquet.ParquetFile(path)
        first = file.schema_arrow.names[0]
        check(first == ("image" if e.pictures else "id"), f"the first column is {first}")
        check(all(f.nullable for f in file.schema_arrow), "a column cannot be null")
        check(b"huggingface" in file.metadata.metadata, "no metadata for datasets")
        for row in file.read().to_pylist():
            rows += 1
            if e.pictures:
                untouched = row["image"]["path"].startswith(row["id"])
                check(untouched, f"picture {row['image']['path']} of {row['id']}")
                picture = Image.open(io.BytesIO(row["image"]["bytes"]))
                picture.load()
                turned = picture.getexif().get(0x0112, 1) > 4
                size = picture.size[::-1] if turned else picture.size
                check(size == (row["width"], row["height"]), f"{row['id']} is {size}, not {row['width']}x{row['height']}")
            check(set(row["tags_general"]) <= set(row["tags"]), f"tags of {row['id']}")
            check(row["split"] in SPLITS and row["repeats"] >= 1, f"split or repeats of {row['id']}")
    check(rows == e.kept, f"{rows} rows, not {e.kept}")
    return f"{rows} rows, every picture opens at its size"


def duck(e):
    pattern = e.path("data", "*.parquet")
    rows, ids, tags = duckdb.sql(
        f"select count(*), count(distinct id), sum(len(tags)) from read_parquet('{pattern}')"
    ).fetchall()[0]
    check(rows == e.kept and ids == e.kept, f"{rows} rows with {ids} ids, not {e.kept}")
    if e.pictures:
        wrong = duckdb.sql(f"select count(*) from read_parquet('{pattern}') where octet_length(image.bytes) = 0").fetchall()[0][0]
        check(wrong == 0, f"{wrong} pictures have no bytes")
    return f"{rows} rows, {tags or 0} tags"


def panda(e):
    frame = pandas.concat([pandas.read_parquet(p) for p in e.files(".parquet")])
    check(len(frame) == e.kept and frame["id"].is_unique, f"{len(frame)} rows")
    check(all(isinstance(list(t), list) for t in frame["tags"]), "tags are no lists")
    return f"{len(frame)} rows, {len(frame.columns)} columns"


def polar(e):
    frame = polars.read_parquet(e.path("data", "*.parquet"))
    check(frame.height == e.kept, f"{frame.height} rows")
    check(frame.schema["tags"] == polars.List(polars.String), f"tags are {frame.schema['tags']}")
    check(frame["width"].min() is None or frame["width"].min() > 0, "a width of 0")
    return f"{frame.height} rows, {frame.width} columns"


def hub(e):
    loaded, rows = e.load()
    check(len(rows) == e.kept, f"{len(rows)} rows, not {e.kept}")
    if e.format in ("parquet", "imagefolder") and e.pictures:
        for split in loaded:
            check(isinstance(loaded[split].features["image"], datasets.Image), "the image is no image")
        for row in rows:
            check(row["image"].size == (row["width"], row["height"]), f"{row['id']} is {row['image'].size}")
    if e.format == "webdataset" and e.pictures:
        field = next(k for k, v in loaded["train"].features.items() if isinstance(v, datasets.Image))
        for row in rows:
            check(row[field].size == (row["json"]["width"], row["json"]["height"]), f"{row['__key__']} is {row[field].size}")
            check(row["txt"] == row["json"]["caption"], f"caption of {row['__key__']}")
    if e.format == "parquet":
        want = {r["id"]: r for p in e.files(".parquet") for r in pyarrow.parquet.read_table(p).to_pylist()}
        for row in rows:
            check(row["caption"] == want[row["id"]]["caption"] and row["tags"] == want[row["id"]]["tags"], f"row {row['id']}")
    return f"load_dataset opens the folder: {', '.join(f'{k} {len(v)}' for k, v in loaded.items())}"


def stream(e):
    rows = 0
    for split in SPLITS:
        shards = [p for p in e.files(".parquet") if os.path.basename(p).startswith(split)]
        if shards:
            for _ in datasets.load_dataset("parquet", data_files=shards, split="train", streaming=True):
                rows += 1
    check(rows == e.kept, f"{rows} rows, not {e.kept}")
    return f"{rows} rows streamed"


def webdataset_library(e):
    try:
        import webdataset
    except ImportError:
        return None
    rows = 0
    for sample in webdataset.WebDataset(e.files(".tar"), shardshuffle=False, empty_check=False).decode("pil"):
        rows += 1
        about = sample["json"]
        picture = next(v for k, v in sample.items() if k in ("jpg", "png", "webp", "gif"))
        check(picture.size == (about["width"], about["height"]), f"{sample['__key__']} is {picture.size}")
    check(rows == e.kept, f"{rows} rows, not {e.kept}")
    return f"{rows} samples decoded"


def llava(e):
    """What llava/train/train.py asserts: roles, alternation, one mark for one image, unique ids."""
    seen = set()
    for split in SPLITS:
        if not os.path.exists(e.path(f"{split}.json")):
            continue
        with open(e.path(f"{split}.json"), encoding="utf-8") as f:
            rows = json.load(f)
        for row in rows:
            check(row["id"] not in seen, f"id {row['id']} is there twice")
            seen.add(row["id"])
            roles = [turn["from"] for turn in row["conversations"]]
            check(roles == ["human", "gpt"] * (len(roles) // 2) and roles, f"roles {roles}")
            marks = [turn["value"].count("<image>") for turn in row["conversations"]]
            check(marks[0] == 1 and sum(marks) == 1, f"{row['id']} has marks {marks}")
            check(not os.path.isabs(row["image"]), f"{row['image']} is absolute")
            Image.open(e.path(row["image"])).load()
    check(len(seen) == e.kept, f"{len(seen)} rows, not {e.kept}")
    return f"{len(seen)} conversations"


def sharegpt(e):
    with open(e.path("dataset_info.json"), encoding="utf-8") as f:
        info = json.load(f)
    rows = []
    for name, entry in info.items():
        check(entry["formatting"] == "sharegpt", f"{name} is {entry['formatting']}")
        with open(e.path(entry["file_name"]), encoding="utf-8") as f:
            rows += json.load(f)
    for row in rows:
        marks = sum(m["content"].count("<image>") for m in row["messages"])
        check(marks == len(row["images"]) == 1, f"{row['id']} has {marks} marks for {len(row['images'])} images")
        check([m["role"] for m in row["messages"]] == ["user", "assistant"], "roles")
        Image.open(e.path(row["images"][0])).load()
    check(len(rows) == e.kept, f"{len(rows)} rows, not {e.kept}")
    return f"{len(rows)} conversations"


def kohya(e):
    """What sd-scripts does with metadata_file and image_dir."""
    import tomllib

    with open(e.path("dataset.toml"), "rb") as f:
        config = tomllib.load(f)
    check(config["general"]["enable_wildcard"] is False and config["general"]["shuffle_caption"] is False, "general options")
    rows = 0
    for path in e.files(".jsonl"):
        with open(path, encoding="utf-8") as f:
            for text in f:
                row = json.loads(text)
                rows += 1
                caption = row["caption"] + ", " + row["tags"]
                check("\n" not in caption and "|||" not in caption, f"caption {caption!r}")
                picture = Image.open(e.path("images", row["image_path"]))
                check(list(picture.size) == row["image_size"], f"{row['image_path']} is {picture.size}")
    named = {s["metadata_file"] for d in config["datasets"] for s in d["subsets"]}
    check(all(os.path.exists(e.path(n)) for n in named), f"a subset names a file that is not there: {named}")
    check(rows == e.kept, f"{rows} rows, not {e.kept}")
    return f"{rows} images with captions and tags"


READERS = {
    "parquet": [("pyarrow", arrow), ("duckdb", duck), ("pandas", panda), ("polars", polar), ("datasets", hub), ("datasets, streaming", stream)],
    "webdataset": [("datasets", hub), ("webdataset", webdataset_library)],
    "imagefolder": [("datasets", hub)],
    "jsonl": [("datasets", hub)],
    "llava": [("its trainer's rules", llava), ("datasets", hub)],
    "sharegpt": [("its trainer's rules", sharegpt), ("datasets", hub)],
    "kohya": [("its trainer's rules", kohya)],
}


def main():
    datasets.disable_progress_bars()
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    failed = 0
    for folder in sys.argv[1:]:
        e = Export(folder)
        for name, reader in [("hashes", manifest)] + READERS[e.format]:
            try:
                said = reader(e)
            except Exception as problem:  # whatever goes wrong in a reader is the result of the test
                failed += 1
                said = f"FAILED: {type(problem).__name__}: {problem}"
            if said is not None:
                print(f"{e.format:12} {name:20} {said}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
