"""What Python's own json and zoneinfo read from a folder of Fitbit's JSON files, as JSON.

python3 scripts/judges/fitbit_json.py FOLDER ZONE

Steps by the day from noon, minutes asleep and efficiency by the evening: what the reader is held against.
"""

import datetime
import json
import sys
import zoneinfo
from pathlib import Path

folder, zone = Path(sys.argv[1]), zoneinfo.ZoneInfo(sys.argv[2])
HALF = datetime.timedelta(hours=12)

steps = {}
for entry in json.loads((folder / "steps.json").read_text()):
    at = datetime.datetime.fromisoformat(entry["dateTime"]).replace(tzinfo=datetime.timezone.utc)
    day = str((at.astimezone(zone).replace(tzinfo=None) - HALF).date())
    steps[day] = steps.get(day, 0) + int(entry["value"])

nights = {}
for entry in json.loads((folder / "sleep.json").read_text()):
    start = datetime.datetime.fromisoformat(entry["startTime"][:19])
    evening = str((start - HALF).date())
    if not entry["mainSleep"] or entry["minutesAsleep"] == 0:
        continue
    if entry["minutesAsleep"] > nights.get(evening, {"asleep": 0})["asleep"]:
        nights[evening] = {"asleep": entry["minutesAsleep"], "inBed": entry["timeInBed"]}

print(json.dumps({"steps": steps, "nights": nights}, indent=1, sort_keys=True))
