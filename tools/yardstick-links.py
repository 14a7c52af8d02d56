#!/usr/bin/python3
"""Linking alone, on the positions of the peers' job 6: true centroids without drift, 3 % missing, 2 % stray.

usage: yardstick-links.py DATA POINTS          writes the positions as CSV (frame, y, x)
       yardstick-links.py DATA POINTS EDGES    scores links (CSV with source and target, rows of POINTS); prints JSON
"""
import csv, json, os, sys
from types import SimpleNamespace

sys.path.insert(0, os.getcwd())
from job06_link import cells
from truthlib import link_scores

points, _, links, divisions = cells(SimpleNamespace(data=sys.argv[1]))
if len(sys.argv) == 3:
    with open(sys.argv[2], "w", newline="") as f:
        w = csv.writer(f); w.writerow(["frame", "y", "x"]); w.writerows((int(t), y, x) for t, y, x in points)
else:
    with open(sys.argv[3]) as f:
        edges = {(int(r["source"]), int(r["target"])) for r in csv.DictReader(line for line in f if not line.startswith("#"))}
    out = {}
    for a, b in edges: out.setdefault(a, []).append(b)
    found = {(a, b) for a, bs in out.items() if len(bs) > 1 for b in bs}
    s = link_scores(links, edges - divisions, divisions, found)
    r, p = s["div_recall"], s["div_precision"]
    print(json.dumps(dict(points=len(points), **s, div_F1=round(2 * r * p / (r + p), 4) if r + p else 0)))
