#!/usr/bin/python3
"""Scores a result of the yardstick movie against its truth; prints one JSON object.

usage: yardstick-score.py DATA RESULT
DATA    folder of ../shared/peers/gen.py
RESULT  folder with drift.csv (frame, dx, dy in px) and a Cell Tracking Challenge result 01_RES in camera coordinates
Reading of the truth, SEG, RMS and link scores are those of the peers (truthlib.py), run from their folder.
"""
import csv, glob, json, os, sys
import numpy as np, tifffile

sys.path.insert(0, os.getcwd())
from truthlib import labels, link_scores, rms, seg_scores, truth

data, result = sys.argv[1:3]
true = truth(data)
gt, res = labels(f"{data}/01_GT/TRA"), labels(f"{result}/01_RES")

with open(f"{result}/drift.csv") as f:
    rows = list(csv.DictReader(line for line in f if not line.startswith("#")))
def column(name):
    key = next(k for k in rows[0] if k == name or k.startswith(name + " (px"))
    return [float(r[key]) for r in rows]
drift = np.stack([column("dy"), column("dx")], 1)

# Detections: which truth object each result object stands for (more than half of the truth object is covered).
points, names = [], {}
for t, (g, r) in enumerate(zip(gt, res)):
    G, R = int(g.max()) + 1, int(r.max()) + 1
    overlap = np.bincount(g.ravel().astype(np.int64) * R + r.ravel(), minlength=G * R).reshape(G, R)
    area = overlap.sum(1)
    of = {}
    for k in range(1, G):
        if R > 1 and area[k]:
            j = int(np.argmax(overlap[k, 1:])) + 1
            if 2 * overlap[k, j] > area[k]: of.setdefault(j, k)
    for j in map(int, np.unique(r)[1:]):
        names[(t, j)] = len(points); points.append((t, of.get(j, -1)))

# True links join successive detections of one truth object; one missed frame may be bridged, as in the peers' job 6.
last, first, links = {}, {}, set()
for i, (t, k) in enumerate(points):
    if k < 0: continue
    if k in last and points[last[k]][0] >= t - 2: links.add((last[k], i))
    last[k] = i; first.setdefault(k, i)
parents = {int(k): int(p) for k, _, _, p in np.loadtxt(f"{data}/01_GT/TRA/man_track.txt", dtype=int) if p}
divisions = {(last[p], first[k]) for k, p in parents.items() if p in last and k in first and points[first[k]][0] - points[last[p]][0] <= 2}

seen, edges = {}, set()
for t, j in names: seen.setdefault(j, []).append(names[(t, j)])
for ids in seen.values(): edges |= set(zip(ids, ids[1:]))
children = {}
for k, _, _, p in np.atleast_2d(np.loadtxt(f"{result}/01_RES/res_track.txt", dtype=int)):
    if p: children.setdefault(int(p), []).append(int(k))
found = set()
for p, ks in children.items():
    joined = {(seen[p][-1], seen[k][0]) for k in ks if p in seen and k in seen}
    edges |= joined
    if len(ks) > 1: found |= joined

scores = link_scores(links, (edges | found) - divisions, divisions, found)
r, p = scores.get("div_recall", 0), scores.get("div_precision", 0)
print(json.dumps(dict(frames=len(gt), drift_rms_px=rms(drift - np.array(true["shift_yx"])), drift_floor_px=rms(np.array(true["cell_flow_yx"])),
    **seg_scores(gt, res), detections=len(points), **scores, div_F1=round(2 * r * p / (r + p), 4) if r + p else 0)))
