"""Makes tests/fixtures/etri-2024 and etri-2025, and what pandas says they hold.

    pip install pandas pyarrow
    python scripts/judges/etri_tables.py SHAPE_2024 SHAPE_2025 tests/fixtures

SHAPE_… are folders of invented tables in the true layout of ETRI's challenges. The small tables are copied, the
acceleration and the positions cut to a few hours, and some tables written again in other ways that Parquet has.
expected.json is worked out here with pandas and numpy, by the rules as they are written down and with nothing of
the app: each second takes the nearest sample within half a second (of two the earlier), gaps of up to half an hour
are filled, by straight lines or, for classes, by what was there before.
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

DAY = 86_400
LONGEST = 1_800
PROBES = [0, 30, 3_601, 7_205, 25_321, 36_000, 43_217, 61_234, 86_399]
RANGES = {
    "acc_x": (-160, 160), "acc_y": (-160, 160), "acc_z": (-160, 160), "activity": (0, 8), "altitude": (-500, 9000),
    "latitude": (-90, 90), "longitude": (-180, 180), "gps_speed": (0, 350), "ambience": (0, 1), "light": (0, 200000),
    "burned_calories": (0, 60), "steps": (0, 400), "distance": (0, 2000), "running_steps": (0, 400),
    "walking_steps": (0, 400), "pedometer_speed": (0, 20), "step_frequency": (0, 10), "heart_rate": (20, 254),
}
BREATH = {"Breathing", "Snoring", "Wheeze", "Gasp", "Sigh", "Pant"}
PEDOMETER = {"burned_calories": "burned_calories", "distance": "distance", "speed": "pedometer_speed",
             "step_frequency": "step_frequency"}
COUNTS_2024 = {"steps": "steps", "running_steps": "running_steps", "walking_steps": "walking_steps"}
COUNTS_2025 = {"step": "steps", "running_step": "running_steps", "walking_step": "walking_steps"}
GPS = {"altitude": "altitude", "latitude": "latitude", "longitude": "longitude", "speed": "gps_speed"}
ACC = {"x": "acc_x", "y": "acc_y", "z": "acc_z"}


def breath(pairs):
    """One number a moment: the largest probability of a breathing sound, 0 where none is listed."""
    if len(pairs) == 0:
        return np.nan
    return max([float(p) for label, p in pairs if label in BREATH or label.startswith("Snort")], default=0.0)


def long_form(frame, columns):
    """(subject, seconds since 1970 on the wall clock, channel, value) of flat columns."""
    seconds = frame.timestamp.to_numpy("datetime64[ms]").astype("int64") / 1000
    return [(frame.subject_id.to_numpy(), seconds, channel, pd.to_numeric(frame[name], errors="coerce").to_numpy(float))
            for name, channel in columns.items()]


def spread(frame, column, fields):
    """As long_form for lists: the i-th of a minute's n values stands i/n of the minute after the stamp."""
    frame = frame[frame[column].map(len) > 0]
    counts = frame[column].map(len).to_numpy()
    seconds = np.repeat(frame.timestamp.to_numpy("datetime64[ms]").astype("int64") / 1000, counts)
    seconds = seconds + np.concatenate([np.arange(n) * 60 / n for n in counts])
    subjects = np.repeat(frame.subject_id.to_numpy(), counts)
    points = [point for row in frame[column] for point in row]
    if fields is None:
        return [(subjects, seconds, "heart_rate", np.array(points, float))]
    return [(subjects, seconds, channel, np.array([point[name] for point in points], float)) for name, channel in fields.items()]


def nearest(seconds, values, start):
    """The day from `start` on whole seconds."""
    order = np.argsort(seconds, kind="stable")
    times, kept = seconds[order], values[order]
    times, first = np.unique(times, return_index=True)
    kept = kept[first]
    grid = start + np.arange(DAY)
    right = np.searchsorted(times, grid)
    before, after = np.clip(right - 1, 0, None), np.clip(right, None, len(times) - 1)
    to_before = np.where(right > 0, grid - times[before], np.inf)
    to_after = np.where(right < len(times), times[after] - grid, np.inf)
    best = np.where(to_before <= to_after, kept[before], kept[after])
    return np.where(np.minimum(to_before, to_after) <= 0.5, best, np.nan)


def filled(known, is_class):
    series = pd.Series(known)
    whole = series.ffill() if is_class else series.interpolate("linear")
    whole[series[::-1].isna().cumprod()[::-1].astype(bool)] = np.nan
    runs = series.isna().groupby(series.notna().cumsum()).transform("sum")
    return whole.where(series.notna() | (runs <= LONGEST)).to_numpy()


def days_of(stretches, prefix):
    by_channel = {}
    for subjects, seconds, channel, values in stretches:
        low, high = RANGES[channel]
        sound = (values >= low) & (values <= high)
        for subject in np.unique(subjects):
            chosen = sound & (subjects == subject)
            by_channel.setdefault(str(subject), {}).setdefault(channel, []).append((seconds[chosen], values[chosen]))
    days = {}
    for subject, channels in by_channel.items():
        every = np.concatenate([seconds for parts in channels.values() for seconds, _ in parts])
        for number in np.unique(every // DAY).astype(int):
            date = str(pd.Timestamp(number * DAY, unit="s").date())
            day = {}
            for channel, parts in sorted(channels.items()):
                seconds = np.concatenate([s for s, _ in parts])
                values = np.concatenate([v for _, v in parts])
                known = nearest(seconds, values, number * DAY)
                if np.isnan(known).all():
                    continue
                full = filled(known, channel == "activity")
                day[channel] = {
                    "known": int((~np.isnan(known)).sum()),
                    "filled": int((~np.isnan(full)).sum()),
                    "sum": float(np.nansum(full)),
                    "probes": [None if np.isnan(full[i]) else float(full[i]) for i in PROBES],
                }
            days[f"{prefix}/{subject}/{date}/midnight"] = day
    return days


def rewritten(source, to, **options):
    table = pq.read_table(source)
    pq.write_table(table, to, **options)


def make_2024(shape, out):
    name = "ch2024_val__{}.parquet.gzip".format
    out.mkdir(parents=True, exist_ok=True)
    for table in ["m_activity", "m_ambience", "m_light", "w_heart_rate", "w_light", "w_pedo"]:
        shutil.copyfile(shape / name(table), out / name(table))
    shutil.copyfile(shape / "val_label.csv", out / "val_label.csv")
    for table, hours in [("m_acc_part_1", 2), ("m_acc_part_2", 2), ("m_gps", 6)]:
        frame = pd.read_parquet(shape / name(table))
        of_day = frame.timestamp.dt.hour
        frame[(of_day < hours)].to_parquet(out / name(table), compression="gzip")
    read = lambda table: pd.read_parquet(out / name(table))
    sounds = read("m_ambience")
    sounds["breath"] = sounds.ambience_labels.map(breath)
    stretches = [
        *long_form(read("m_acc_part_1"), ACC), *long_form(read("m_acc_part_2"), ACC),
        *long_form(read("m_activity"), {"m_activity": "activity"}), *long_form(sounds, {"breath": "ambience"}),
        *long_form(read("m_gps"), GPS), *long_form(read("m_light"), {"m_light": "light"}),
        *long_form(read("w_heart_rate"), {"heart_rate": "heart_rate"}),
        *long_form(read("w_pedo"), {**PEDOMETER, **COUNTS_2024}),
    ]
    given = pd.read_csv(out / "val_label.csv")
    given["Q3"] = 1 - given.Q3
    labels = {f"etri-2024/{row.subject_id}/{row.date}/midnight": given.loc[i, "Q1":"S4"].astype(int).to_dict()
              for i, row in given.iterrows()}
    # The same tables in other ways that Parquet writers have.
    other = out / "other"
    other.mkdir(exist_ok=True)
    rewritten(out / name("w_heart_rate"), other / name("w_heart_rate"), compression="snappy", row_group_size=700,
              data_page_size=2_000, data_page_version="2.0", use_dictionary=False)
    rewritten(out / name("m_ambience"), other / name("m_ambience"), compression="gzip", row_group_size=999,
              data_page_size=3_000, data_page_version="2.0", write_page_checksum=True)
    rewritten(out / name("m_light"), other / name("m_light"), compression="none", write_page_checksum=True,
              coerce_timestamps="ms", data_page_size=500)
    rewritten(out / name("m_activity"), other / name("m_activity"), compression="gzip", data_page_size=1_000,
              row_group_size=2_000, version="1.0", coerce_timestamps="us", allow_truncated_timestamps=True)
    # Two people's nine days with samples right before and behind each midnight.
    long = out / "long"
    long.mkdir(exist_ok=True)
    starts = pd.date_range("2023-08-20", periods=9)
    times = [day + pd.Timedelta(ms, "ms") for day in starts
             for ms in [400, *range(1_200_000, 86_400_000, 1_200_000), 86_399_400, 86_399_700]]
    rates = 60 + np.arange(len(times)) % 50
    people = pd.concat([pd.DataFrame({"subject_id": subject, "timestamp": times, "heart_rate": rates + subject})
                        for subject in [1, 2]])
    people.sort_values("timestamp").to_parquet(long / name("w_heart_rate"), compression="gzip", index=False,
                                               row_group_size=300)
    nights = days_of(long_form(people, {"heart_rate": "heart_rate"}), "etri-2024")
    return {"labels": labels, "days": days_of(stretches, "etri-2024"), "long": nights}


def make_2025(shape, out):
    name = "ch2025_{}.parquet".format
    items = shape / "ch2025_data_items"
    out.mkdir(parents=True, exist_ok=True)
    for table in ["mActivity", "mAmbience", "mLight", "wHr", "wPedo", "mScreenStatus"]:
        shutil.copyfile(items / name(table), out / name(table))
    shutil.copyfile(shape / "ch2025_metrics_train.csv", out / "ch2025_metrics_train.csv")
    gps = pq.read_table(items / name("mGps"))
    early = pa.array(gps["timestamp"].to_pandas().dt.hour < 3)
    pq.write_table(gps.filter(early), out / name("mGps"), compression="gzip")
    read = lambda table: pd.read_parquet(out / name(table))
    sounds = read("mAmbience")
    sounds["breath"] = sounds.m_ambience.map(breath)
    stretches = [
        *long_form(read("mActivity"), {"m_activity": "activity"}), *long_form(sounds, {"breath": "ambience"}),
        *spread(read("mGps"), "m_gps", GPS), *long_form(read("mLight"), {"m_light": "light"}),
        *spread(read("wHr"), "heart_rate", None), *long_form(read("wPedo"), {**PEDOMETER, **COUNTS_2025}),
    ]
    given = pd.read_csv(out / "ch2025_metrics_train.csv")
    given["S1"] = (given.S1 >= 1).astype(int)
    labels = {f"etri-2025/{row.subject_id}/{row.lifelog_date}/midnight": given.loc[i, "Q1":"S3"].astype(int).to_dict()
              for i, row in given.iterrows()}
    return {"labels": labels, "days": days_of(stretches, "etri-2025")}


def main(shape_2024, shape_2025, fixtures):
    fixtures = Path(fixtures)
    for make, shape, folder in [(make_2024, shape_2024, "etri-2024"), (make_2025, shape_2025, "etri-2025")]:
        expected = {"probes": PROBES, **make(Path(shape), fixtures / folder)}
        (fixtures / folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
