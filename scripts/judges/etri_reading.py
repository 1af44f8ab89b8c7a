"""Times pandas at what the app does with ETRI's files; `npm run bench -- ingest` runs it where Python has pandas.

    python scripts/judges/etri_reading.py tables|minutes|arrays PATH

Prints JSON: seconds for reading, for the notebooks' resampling (reference 3.1: repeated stamps moved apart by
nanoseconds, resample('s').nearest(), interpolate()), and for the paper's rule as pandas has it (reindex to the
nearest within half a second, interpolate inside). Each day and table on its own, as the notebooks do.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd


def notebook(frame):
    frame = frame.sort_values("timestamp")
    repeat = frame.groupby("timestamp").cumcount()
    frame = frame.assign(timestamp=frame.timestamp + pd.to_timedelta(repeat, unit="ns"))
    return frame.set_index("timestamp").resample("s").nearest().interpolate(method="linear")


def paper(frame):
    frame = frame.sort_values("timestamp").drop_duplicates("timestamp").set_index("timestamp")
    grid = pd.date_range(frame.index[0].floor("D"), periods=86_400, freq="s")
    near = frame.reindex(grid, method="nearest", tolerance=pd.Timedelta("500ms"))
    return near.interpolate(method="linear", limit_area="inside")


def timed(work):
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def days_of(frames):
    for frame in frames:
        numbers = frame.select_dtypes("number").drop(columns="subject_id", errors="ignore")
        if numbers.shape[1] == 0:
            continue
        whole = numbers.assign(timestamp=frame.timestamp)
        for _, day in whole.groupby(frame.timestamp.dt.date):
            yield day


def report(seconds, frames, rows):
    found = {"read": seconds, "rows": rows}
    for name, rule in [("notebook", notebook), ("paper", paper)]:
        found[name], _ = timed(lambda: [rule(day) for day in days_of(frames)])
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found["version"] = pd.__version__
    return found


def tables(folder):
    files = sorted(Path(folder).glob("*.parquet.gzip"))
    seconds, frames = timed(lambda: [pd.read_parquet(file) for file in files])
    return report(seconds, frames, sum(map(len, frames)))


def minutes(folder):
    """A CSV a minute: absolute time is the file's name plus the offset."""
    by_sensor = {}
    for file in sorted(Path(folder).rglob("*.csv")):
        by_sensor.setdefault(file.parent.name, []).append(file)

    def read():
        frames = []
        for sensor, files in by_sensor.items():
            if sensor.isdigit():
                continue
            parts = []
            for file in files:
                part = pd.read_csv(file)
                part["timestamp"] = pd.to_datetime(int(file.stem) + part.timestamp + 9 * 3600, unit="s")
                parts.append(part)
            frames.append(pd.concat(parts))
        return frames

    seconds, frames = timed(read)
    return report(seconds, frames, sum(map(len, frames)))


def arrays(file):
    """Seconds of a day and three channels, as raw doubles."""
    times, *values = np.fromfile(file).reshape(4, -1)
    stamps = pd.to_datetime(np.round(times * 1000).astype("int64"), unit="ms")
    frame = pd.DataFrame({"timestamp": stamps, **{name: column for name, column in zip("xyz", values)}})
    found = {"version": pd.__version__, "rows": len(frame)}
    for name, rule in [("notebook", notebook), ("paper", paper)]:
        found[name] = min(timed(lambda: rule(frame.copy()))[0] for _ in range(3))
    return found


if __name__ == "__main__":
    print(json.dumps({"tables": tables, "minutes": minutes, "arrays": arrays}[sys.argv[1]](sys.argv[2])))
