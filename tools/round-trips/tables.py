"""The tables of io.save-tracks, and what checks of tracks share."""
import csv
import math


def read_table(path):
    with open(path, encoding='utf8', newline='') as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith('#')))
    return {name: [float(row[name].replace('inf', 'Infinity')) if row[name] else math.nan for row in rows]
            for name in (rows[0] if rows else {})}


def worst(one, other):
    """The largest difference, as part of the values; NaN must be where NaN is."""
    assert len(one) == len(other), f'{len(one)} values in place of {len(other)}'
    most = 0.0
    for a, b in zip(one, other):
        assert math.isnan(a) == math.isnan(b), f'{a} in place of {b}'
        if not math.isnan(a):
            most = max(most, abs(a - b) / max(1.0, abs(b)))
    return most


def same(name, one, other, tolerance=1e-15):
    difference = worst(list(one), list(other))
    assert difference <= tolerance, f'{name} differs by {difference}'
    return difference
