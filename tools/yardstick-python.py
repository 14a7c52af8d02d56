#!/usr/bin/python3
"""The pipeline of a Python user on DATA/movie.tif, with what Debian packages: prints seconds, peak memory and drift error.

usage: yardstick-python.py DATA      (run from the peers' folder: segmentation and linking are theirs)
"""
import json, os, resource, sys, time
sys.path.insert(0, os.getcwd())
import numpy as np, tifffile
data = sys.argv[1]; start = time.perf_counter()
import pandas as pd, scipy.ndimage as nd
from skimage.registration import phase_cross_correlation as pcc
from skimage.measure import regionprops_table
from job04_segment import sk_frame
from job06_link import lap_frames
from truthlib import rms, truth
m = tifffile.imread(f"{data}/movie.tif")
s = np.zeros((len(m), 2))
for t in range(1, len(m)): s[t] = s[t - 1] - pcc(m[t - 1], m[t], upsample_factor=10, normalization=None)[0]
f = np.stack([nd.shift(x.astype(np.float32), -d, order=1, mode="nearest") for x, d in zip(m, s)])
f -= 100; k = f.mean((1, 2)); f *= (k[0] / k)[:, None, None]
f = np.stack([nd.gaussian_filter(x, 1) for x in f])
L = np.stack([sk_frame(x) for x in f])
rows = []
for t, (l, x) in enumerate(zip(L, f)):
    q = pd.DataFrame(regionprops_table(l, x, properties="label area centroid major_axis_length minor_axis_length eccentricity solidity perimeter mean_intensity max_intensity".split())); q["frame"] = t; rows.append(q)
d = pd.concat(rows, ignore_index=True).rename(columns={"centroid-0": "y", "centroid-1": "x"})
track = np.arange(len(d))
for i, j in lap_frames(d[["frame", "y", "x"]].values, 12): track[j] = track[i]
d["track"] = track; d.to_csv(os.devnull, index=False)
print(json.dumps(dict(seconds=time.perf_counter() - start, memory=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), drift=rms(s - np.array(truth(data)["shift_yx"])), objects=len(d))))
