"""Draws the rows of golden files with Matplotlib as the authors' notebooks do, and times it.

    matplotlib_picture.py ROWS CHANNELS STEPS [REPEATS]

ROWS: float32, little-endian, CHANNELS x STEPS, NaN where unknown. Prints one JSON object:
{"version": ..., "ms": [...]}, one number a drawing: figure, lines, layout and PNG in memory.
"""

import io
import json
import resource
import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402


def draw(rows):
    count, steps = rows.shape
    figure, axes = plt.subplots(count, 1, figsize=(10, 10), sharex=True, facecolor="black", dpi=100, squeeze=False)
    x = np.arange(steps)
    for axis, values in zip(axes[:, 0], rows):
        axis.plot(x, values, color="white")
        axis.set_facecolor("black")
        axis.set_xlim(0, steps - 1)
        known = values[~np.isnan(values)]
        if known.size:
            low, high = np.quantile(known, [0.0001, 0.9999])
            if high > low:
                axis.set_ylim(low, high)
        for spine in axis.spines.values():
            spine.set_visible(False)
    figure.tight_layout()
    out = io.BytesIO()
    figure.savefig(out, format="png")
    plt.close(figure)
    return out


rows = np.fromfile(sys.argv[1], "<f4").reshape(int(sys.argv[2]), int(sys.argv[3]))
times = []
for _ in range(int(sys.argv[4]) if len(sys.argv) > 4 else 5):
    before = time.perf_counter()
    draw(rows)
    times.append(1000 * (time.perf_counter() - before))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"version": matplotlib.__version__, "ms": times, "peakBytes": peak}))
