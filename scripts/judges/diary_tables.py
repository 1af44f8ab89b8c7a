"""What Python's own csv reads from the sleep diary, or from PMData's wellness.csv, as JSON.

python3 scripts/judges/diary_tables.py FILE [ZONE]

Of each person how many nights, and the mean of each figure: what the readers are held against.
"""

import csv
import datetime
import json
import sys
import zoneinfo

people = {}


def add(person, evening, **figures):
    own = people.setdefault(person, {"nights": 0, "first": evening, "sums": {}})
    own["nights"] += 1
    own["first"] = min(own["first"], evening)
    for name, value in figures.items():
        if value is not None:
            total, count = own["sums"].get(name, (0, 0))
            own["sums"][name] = (total + value, count + 1)


with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        if "userId" in row:
            morning = datetime.date(*map(int, row["date"].split("/")))
            waso = float(row["waso"]) if row["waso"] else None
            in_bed = 60 * float(row["in_bed_duration"])
            asleep = None if waso is None else 60 * float(row["sleep_duration"]) - waso
            add(
                row["userId"],
                str(morning - datetime.timedelta(days=1)),
                totalSleepTime=asleep,
                sleepEfficiency=None if asleep is None else 100 * asleep / in_bed,
                sleepOnsetLatency=60 * float(row["sleep_latency"]),
                wakeAfterSleepOnset=waso,
            )
        else:
            at = datetime.datetime.fromisoformat(row["effective_time_frame"].replace("Z", "+00:00"))
            wall = at.astimezone(zoneinfo.ZoneInfo(sys.argv[2])).replace(tzinfo=None)
            # Before four at night the morning behind is meant.
            morning = (wall - datetime.timedelta(hours=4)).date()
            answers = {name: int(row[column]) or None for name, column in
                       [("sleepQuality", "sleep_quality"), ("mood", "mood"), ("calm", "stress")]}
            add("p03", str(morning - datetime.timedelta(days=1)), **answers)

for own in people.values():
    own["means"] = {name: round(total / count, 6) for name, (total, count) in own.pop("sums").items()}
print(json.dumps(people, indent=1, sort_keys=True))
