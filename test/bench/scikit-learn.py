"""Runs scikit-learn's DBSCAN on points in files, for the benchmark of `identify`: folder, radius in km, threshold.

Prints seconds of the fit alone and the most memory that the process held, and leaves core points and labels in files.
Without scikit-learn it ends with 3.
"""

import json
import platform
import resource
import sys
import time

try:
    import numpy as np
    import sklearn
    from sklearn.cluster import DBSCAN
except ImportError:
    sys.exit(3)

EARTH_RADIUS_KM = 6371.0088

folder, radius, threshold = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
latitude, longitude, weight = (np.fromfile(f"{folder}/{name}.f64") for name in ("latitude", "longitude", "weight"))
points = np.radians(np.column_stack([latitude, longitude]))
model = DBSCAN(eps=radius / EARTH_RADIUS_KM, min_samples=threshold, metric="haversine", algorithm="ball_tree")
began = time.perf_counter()
model.fit(points, sample_weight=weight)
seconds = time.perf_counter() - began

core = np.zeros(len(points), dtype=np.uint8)
core[model.core_sample_indices_] = 1
core.tofile(f"{folder}/theirs.core.u8")
model.labels_.astype(np.int32).tofile(f"{folder}/theirs.labels.i32")
versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "python": platform.python_version()}
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "memory": memory, "clusters": int(model.labels_.max()) + 1, "versions": versions}))
