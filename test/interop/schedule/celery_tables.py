"""Next-run tables, field expansions and solar events computed by Celery itself, as JSON on standard output.

Run it through generate.ts, which makes the environment and writes the fixtures.
"""

import hashlib
import json
import math
import random
import struct
import sys
from bisect import bisect_right
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import celery
from celery import Celery
from celery.schedules import crontab, crontab_parser, solar

FROM = datetime(2025, 1, 1, tzinfo=timezone.utc)
UNTIL = datetime(2029, 1, 1, tzinfo=timezone.utc)
MINUTES = int((UNTIL - FROM).total_seconds() // 60)
ZONES = ["UTC", "America/New_York", "Europe/Oslo", "Australia/Lord_Howe"]
AROUND = 180  # minutes kept one by one on both sides of a change of the clocks
WALKED = 2_000  # crontabs with up to so many runs are walked from run to run in each zone

FIELDS = {  # name: (size, least, names)
    "minute": (60, 0, []),
    "hour": (24, 0, []),
    "dayOfMonth": (31, 1, []),
    "monthOfYear": (12, 1, "jan feb mar apr may jun jul aug sep oct nov dec".split()),
    "dayOfWeek": (7, 0, "sun mon tue wed thu fri sat sunday Monday tues THU".split()),
}
SPECIAL = [
    "* * * * *", "1 * * * *", "30 7 * * 1", "30 17 * * *", "30 4 * * 1", "0 6 1 * *", "* */3,9-18 * * *",
    "0 */3,9-18 * * *", "0 0 13 * fri", "0 0 29 2 *", "30 2 * * *", "15,35 2 * * *", "0 1 * * *", "30 1 * * *",
    "*/5 1-3 * * sun", "0 0 8-14 * tue", "0 12 1-7 * mon-fri", "0 0 31 * *", "59 23 31 12 *", "0 9 22-28,29-31 * fri-mon",
]


def app_in(zone):
    app = Celery(set_as_current=False)
    app.conf.update(timezone=zone, enable_utc=True)
    return app


APPS = {zone: app_in(zone) for zone in ZONES}


def make(text, zone):
    minute, hour, dom, month, dow = text.split(" ")
    return crontab(minute, hour, dow, dom, month, app=APPS[zone])


def beat(schedule, last):
    """The runs of a beat that sleeps for exactly as long as the schedule tells it to."""
    now = last
    schedule.nowfun = lambda: now
    while True:
        now = last
        while True:
            left = schedule.remaining_estimate(last).total_seconds()
            if left <= 0 and now > last:
                break
            now = now + timedelta(seconds=max(left, 1))
        yield now
        last = now


def minute_of(moment):
    return int((moment - FROM).total_seconds() // 60)


def moment_of(minute):
    return FROM + timedelta(minutes=minute)


def walk(text, zone, first, end):
    """Celery's runs in a zone, in minutes since FROM, from the minute `first` until before `end`."""
    runs = []
    for run in beat(make(text, zone), moment_of(first) - timedelta(minutes=1)):
        if minute_of(run) >= end:
            return runs
        runs.append(minute_of(run))


def changes_of(zone):
    """The minutes at which the clocks of a zone change."""
    tz = ZoneInfo(zone)
    found = []
    for hour in range(MINUTES // 60):
        a, b = moment_of(hour * 60), moment_of(hour * 60 + 60)
        if a.astimezone(tz).utcoffset() != b.astimezone(tz).utcoffset():
            while minute_of(b) - minute_of(a) > 1:
                middle = moment_of((minute_of(a) + minute_of(b)) // 2)
                if a.astimezone(tz).utcoffset() == middle.astimezone(tz).utcoffset():
                    a = middle
                else:
                    b = middle
            found.append(minute_of(b))
    return found


CHANGES = {zone: changes_of(zone) for zone in ZONES}


def local_table(text, zone):
    """All runs out of two walks of Celery's: the days of the crontab at midnight, and the minutes of one day."""
    minute, hour, dom, month, dow = text.split(" ")
    days = walk(f"0 0 {dom} {month} {dow}", "UTC", -1440, MINUTES + 2 * 1440)
    minutes = walk(f"{minute} {hour} * * *", "UTC", 0, 1440)
    if zone == "UTC":
        table = [day + minute for day in days for minute in minutes]
    else:
        tz = ZoneInfo(zone)
        table = []
        for day in days:
            for minute in minutes:
                local = moment_of(day + minute).replace(tzinfo=tz)
                utc = local.astimezone(timezone.utc)
                if utc.astimezone(tz).replace(tzinfo=None) == local.replace(tzinfo=None):  # not in a gap
                    table.append(minute_of(utc))
    return [minute for minute in table if 0 <= minute < MINUTES]


def far_from_changes(minutes, zone):
    changes = CHANGES[zone]
    def near(minute):
        index = bisect_right(changes, minute)
        return any(abs(minute - change) <= AROUND for change in changes[max(0, index - 1) : index + 1])
    return [minute for minute in minutes if not near(minute)]


def digest(minutes):
    return hashlib.sha256(struct.pack(f"<{len(minutes)}I", *minutes)).hexdigest()[:16]


def size_of(text):
    minute, hour, dom, month, dow = text.split(" ")
    return len(walk(f"0 0 {dom} {month} {dow}", "UTC", 0, MINUTES)) * len(walk(f"{minute} {hour} * * *", "UTC", 0, 1440))


def row(text, rng):
    size = size_of(text)
    hashes, near = [], {}
    for zone in ZONES:
        if size <= WALKED:
            table = walk(text, zone, 0, MINUTES)
            if far_from_changes(table, zone) != far_from_changes(local_table(text, zone), zone):
                raise SystemExit(f"{text} in {zone}: the walk and the table of days and minutes differ")
        else:
            table = local_table(text, zone)
            for _ in range(12):  # the table is Celery's day by day and minute by minute; and from run to run?
                first = rng.randrange(MINUTES - 20_000)
                stretch = far_from_changes(walk(text, zone, first, first + 300), zone)
                if stretch != far_from_changes([m for m in table if first <= m < first + 300], zone):
                    raise SystemExit(f"{text} in {zone}: Celery's walk from {moment_of(first)} is not in the table")
        hashes.append(digest(far_from_changes(table, zone)))
        for index, change in enumerate(CHANGES[zone]):
            walked = walk(text, zone, change - AROUND, change + AROUND + 1)
            if walked:
                near[f"{zone} {index}"] = [minute - change for minute in walked]
    return {"crontab": text, "runs": size, "hashes": hashes, "near": near}


def some_field(rng, name, star):
    size, least, names = FIELDS[name]
    if rng.random() < star:
        return "*"
    def number():
        value = rng.choice(names) if names and rng.random() < 0.2 else str(rng.randrange(least, least + size))
        return value
    def part():
        kind = rng.random()
        if kind < 0.55:
            return number()
        if kind < 0.65:
            return f"*/{rng.randrange(1, size + 3)}"
        spread = f"{number()}-{number()}"  # half of these wrap
        return spread if kind < 0.8 else f"{spread}/{rng.randrange(1, max(3, size // 3))}"
    return ",".join(part() for _ in range(rng.choice([1, 1, 1, 1, 2, 2, 3, 5])))


def some_crontab(rng):
    return " ".join([
        some_field(rng, "minute", 0.04), some_field(rng, "hour", 0.12), some_field(rng, "dayOfMonth", 0.45),
        some_field(rng, "monthOfYear", 0.55), some_field(rng, "dayOfWeek", 0.45),
    ])


def crontabs(rng, count):
    texts = list(SPECIAL)
    while len(texts) < count:
        text = some_crontab(rng)
        try:
            runs = size_of(text)
        except (ValueError, RuntimeError):  # no such day in any year
            continue
        if 0 < runs <= 20_000 and text not in texts:
            texts.append(text)
    return texts


def some_nonsense(rng):
    alphabet = ["*", "/", "-", ",", "1", "2", "5", "0", "59", "7", "mon", "JAN", "sunday", "*/", "1-", "15", "31", " ", "_", "L", "W", "#", "?"]
    return "".join(rng.choice(alphabet) for _ in range(rng.randrange(1, 6)))


def grammar(rng, count):
    rows = []
    for _ in range(count):
        name = rng.choice(list(FIELDS))
        size, least, _names = FIELDS[name]
        text = some_nonsense(rng) if rng.random() < 0.6 else some_field(rng, name, 0)
        try:
            values = sorted(crontab._expand_cronspec(text, size, least))
        except Exception:  # ParseException, ValueError, IndexError: Celery does not take it
            values = None
        rows.append([name, text, values])
    return rows


def samples(rng, texts):
    rows = []
    for text in SPECIAL + rng.sample(texts, 20):
        for zone in ZONES:
            after = moment_of(rng.randrange(MINUTES - 600_000))
            runs = beat(make(text, zone), after)
            rows.append([text, zone, after.isoformat()] + [next(runs).isoformat() for _ in range(4)])
    return rows


def sun():
    """Each event's times over a year, in minutes since FROM, at places up to 60 degrees, and some beyond."""
    rows = []
    for place, lat, lon in [("Oslo", 59.91, 10.75), ("New York", 40.71, -74.0), ("Shanghai", 31.23, 121.47),
                            ("Quito", -0.18, -78.47), ("Sydney", -33.87, 151.21), ("Suva", -18.14, 178.44),
                            ("Tromsø", 69.65, 18.96)]:
        for event in sorted(solar._all_events):
            schedule = solar(event, lat, lon, app=APPS["UTC"])
            now, times = FROM, []
            schedule.nowfun = lambda: now
            while True:
                run = now + schedule.remaining_estimate(now)
                if run >= FROM + timedelta(days=365):
                    break
                times.append(round((run - FROM).total_seconds() / 60))
                now = run + timedelta(minutes=1)
            rows.append({"place": place, "latitude": lat, "longitude": lon, "event": event, "times": times})
    return rows


def main(seed, count):
    rng = random.Random(seed)
    texts = crontabs(rng, count)
    rows = []
    for index, text in enumerate(texts):
        rows.append(row(text, rng))
        if index % 50 == 0:
            print(f"{index} of {count}", file=sys.stderr, flush=True)
    json.dump({
        "celery": celery.__version__, "seed": seed, "from": FROM.isoformat(), "until": UNTIL.isoformat(),
        "around": AROUND, "zones": ZONES,
        "changes": {zone: [moment_of(c).isoformat() for c in CHANGES[zone]] for zone in ZONES},
        "rows": rows, "samples": samples(rng, texts), "grammar": grammar(rng, 3_000), "sun": sun(),
    }, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
