"""Writes the sets beside this file: generated points, and what scikit-learn's DBSCAN finds among them.

    python3 test/clusters/places/dbscan/sklearn/make.py

Made with scikit-learn 1.2.1 and numpy 1.24.2 (Debian 12). Nothing in the sets is observed. sets.csv holds the rule of
each set and the file of its name the points, each with core (1 or 0) and label (-1 is noise) as scikit-learn gives them.
"""

import csv
import pathlib

import numpy as np
from sklearn.cluster import DBSCAN

EARTH_RADIUS_KM = 6371.0088
HERE = pathlib.Path(__file__).parent


def cells(random, count, latitude, longitude, spread):
    """Different cells of 0.01 degrees around a middle, as their middles; the densest first."""
    drawn = np.column_stack([random.normal(latitude, spread, 20 * count), random.normal(longitude, spread, 20 * count)])
    found = np.unique(np.floor(drawn * 100), axis=0)
    found = found[random.permutation(len(found))[:count]]
    return np.round((found + 0.5) / 100, 3)


def turned(longitude):
    return (longitude + 180) % 360 - 180


def city(random):
    points = cells(random, 2000, 22.55, 114.05, 0.13)
    distance = np.hypot(points[:, 0] - 22.55, points[:, 1] - 114.05)
    return points, np.floor(100 * np.exp(-((distance / 0.12) ** 2)) * random.random(len(points))) + 1


def cities(random):
    middles = [(48.8, 2.3), (48.9, 2.75), (49.3, 2.5), (48.4, 2.0)]
    points = np.concatenate([cells(random, 120, *middle, 0.06) for middle in middles])
    noise = np.column_stack([random.uniform(48, 49.6, 120), random.uniform(1.5, 3.2, 120)])
    return np.concatenate([points, np.round(noise, 4)]), None


def antimeridian(random):
    points = np.concatenate([cells(random, 150, -17.7, 180, 0.12), cells(random, 150, -16.9, 179.7, 0.15)])
    points[:, 1] = turned(points[:, 1])
    return points, random.integers(0, 9, len(points)).astype(float)


def poles(random):
    ends = [(latitude, random.uniform(-180, 180)) for latitude in 90 - np.abs(random.normal(0, 0.12, 150))]
    ends += [(-latitude, longitude) for latitude, longitude in ends[:100]]
    ends += [(90, -180), (90, 0), (90, 77), (-90, 180), (-90, 12)]
    return np.round(np.array(ends), 4), None


def globe(random):
    latitude = np.degrees(np.arcsin(random.uniform(-1, 1, 350)))
    points = np.column_stack([latitude, random.uniform(-180, 180, 350)])
    return np.round(points, 4), random.integers(1, 20, 350) / 4


def duplicates(random):
    points = cells(random, 80, 35.6, 139.7, 0.2)[random.integers(0, 80, 300)]
    return points, random.integers(0, 4, 300).astype(float)


SETS = [
    ("city", city, 15, 4500),
    ("city-sparse", city, 2.5, 330),
    ("cities", cities, 5, 17),
    ("antimeridian", antimeridian, 8, 60),
    ("poles", poles, 6, 12),
    ("globe", globe, 1100, 12),
    ("duplicates", duplicates, 4, 14),
]

with open(HERE / "sets.csv", "w", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows([("name", "radius", "threshold"), *[(n, r, t) for n, _, r, t in SETS]])
for number, (name, make, radius, threshold) in enumerate(SETS):
    points, weight = make(np.random.default_rng(number))
    found = DBSCAN(eps=radius / EARTH_RADIUS_KM, min_samples=threshold, metric="haversine", algorithm="ball_tree").fit(
        np.radians(points), sample_weight=weight
    )
    core = np.zeros(len(points), dtype=int)
    core[found.core_sample_indices_] = 1
    with open(HERE / f"{name}.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("latitude", "longitude", "weight", "core", "label"))
        for index, (latitude, longitude) in enumerate(points):
            heavy = 1 if weight is None else weight[index]
            rows.writerow((f"{latitude:.10g}", f"{longitude:.10g}", f"{heavy:.10g}", core[index], found.labels_[index]))
    border = (found.labels_ >= 0).sum() - core.sum()
    print(f"{name}: {len(points)} points, {core.sum()} core, {border} border, {found.labels_.max() + 1} clusters")
