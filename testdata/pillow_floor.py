#!/usr/bin/env python3
"""Compares the rate of `winnow scan` with that of Pillow decoding alone, in one run.

    python3 testdata/pillow_floor.py BINARY NAME=FOLDER[,FOLDER...]... [--large=FOLDER] [--rounds=3]

For each set Pillow opens and loads every file in two processes, and winnow scans the same files with two workers:
measures, hashes, metadata, integrity, tables. --large makes JPEGs of 1600x1200 from the pictures of FOLDER first.
The rounds alternate; the best of each counts. Prints images a second and their ratio, by the clock and by processor
time: on a busy machine only the second means something. Then, by `winnow bench`, what scanning and integrity take of
decoding alone by winnow's own codecs, and all measures in milliseconds an image; the last line is over all sets.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

from PIL import Image

PROCESSES = 2
LARGE = 96  # pictures of 1600x1200


def files_of(folders):
    return [os.path.join(d, n) for f in folders for d, _, names in sorted(os.walk(f)) for n in sorted(names)]


def decode(paths):
    for path in paths:
        try:
            with Image.open(path) as image:
                image.load()
        except Exception:  # what cannot be decoded costs its attempt, as in a scan
            pass


def pillow(paths):
    children = []
    for i in range(PROCESSES):
        child = os.fork()
        if child == 0:
            decode(paths[i::PROCESSES])
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def winnow(binary, folder):
    with tempfile.TemporaryDirectory() as workspace:
        command = [binary, "scan", folder, "-w", os.path.join(workspace, "w"), "--workers", str(PROCESSES)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 3):  # 3: some images are unreadable
        sys.exit(f"{' '.join(command)}: {done.stderr}")


def parts(binary, folder):
    """What winnow's own codecs and measures take of a folder, in seconds of processor time."""
    command = [binary, "bench", folder, "--workers", "1", "--scan", "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return json.loads(done.stdout)


def timed(work, *args):
    def cpu():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    start, used = time.monotonic(), cpu()
    work(*args)
    return time.monotonic() - start, cpu() - used


def best(timings):
    return min(t for t, _ in timings), min(c for _, c in timings)


def make_large(source, folder):
    pictures = [p for p in files_of([source]) if p.lower().endswith((".jpg", ".jpeg", ".png"))]
    for i in range(LARGE):
        with Image.open(pictures[i % len(pictures)]) as image:
            image = image.convert("RGB")
            # Another part of the picture each time, so that no two files are alike.
            left = (image.width // 20) * (i // len(pictures) % 8) // 4
            image = image.crop((left, 0, image.width, image.height)).resize((1600, 1200))
            image.save(os.path.join(folder, f"{i:03}.jpg"), quality=85)


def main():
    binary, sets, rounds = sys.argv[1], {}, 3
    with tempfile.TemporaryDirectory() as temporary:
        for argument in sys.argv[2:]:
            name, _, value = argument.lstrip("-").partition("=")
            if name == "rounds":
                rounds = int(value)
                continue
            folder = sets[name] = os.path.join(temporary, name)
            os.mkdir(folder)
            if argument.startswith("--large"):
                make_large(value, folder)
                continue
            for i, path in enumerate(files_of(value.split(","))):
                shutil.copyfile(path, os.path.join(folder, f"{i:05}-{os.path.basename(path)}"))
        print(f"{'set':12} {'images':>7} {'pillow/s':>9} {'winnow/s':>9} {'ratio':>6} {'pillow ms':>10} {'winnow ms':>10} {'ratio':>6} {'scan':>6} {'integrity':>10} {'measures ms':>12}")
        images, measuring = 0, 0.0
        for name, folder in sets.items():
            paths = files_of([folder])
            decode(paths[:1])
            floor, scan = [], []
            for _ in range(rounds):
                floor.append(timed(pillow, paths))
                scan.append(timed(winnow, binary, folder))
            (pt, pc), (wt, wc) = best(floor), best(scan)
            n = len(paths)
            print(f"{name:12} {n:7} {n / pt:9.0f} {n / wt:9.0f} {pt / wt:6.2f} {1e3 * pc / n:10.2f} {1e3 * wc / n:10.2f} {pc / wc:6.2f}", end="")
            b = parts(binary, folder)
            images, measuring = images + b["images"], measuring + b["images"] * b["measures_ms"]
            print(f" {b['scan_to_decode']:6.2f} {b['integrity_to_decode']:10.2f} {b['measures_ms']:12.2f}", flush=True)
        print(f"{'all':12} {images:7} {'':66} {measuring / max(images, 1):12.2f}")


if __name__ == "__main__":
    main()
