import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { LovageError } from "../../../src/errors/index.ts";
import { type CrontabField, expandCrontabField } from "../../../src/schedule/crontab-field.ts";
import { crontab, nextRuns, runsAfter, type SolarEvent, solar } from "../../../src/schedule/index.ts";
import crontabs from "./celery-crontabs.fixture.json" with { type: "json" };
import grammar from "./celery-grammar.fixture.json" with { type: "json" };
import sun from "./celery-sun.fixture.json" with { type: "json" };
import { deployedRuns } from "./deployed-runs.ts";

// The fixtures are what Celery itself computed: test/interop/schedule/generate.ts writes them.
const MINUTE = 60_000;
const FROM = Date.parse(crontabs.from);
const UNTIL = Date.parse(crontabs.until);
const near: Record<string, number[]>[] = JSON.parse(inflateRawSync(Buffer.from(crontabs.near, "base64")).toString());
const changes = crontabs.changes as Record<string, string[]>;

interface Row {
  readonly crontab: string;
  readonly hashes: readonly string[];
  /** Celery's runs around a change of the clocks, in minutes from it, by zone and number of the change. */
  readonly near: Record<string, number[]>;
}

const rows: Row[] = crontabs.rows.map(([text, , ...hashes], index) => ({
  crontab: String(text),
  hashes: hashes.map(String),
  near: near[index] ?? {},
}));

/** The runs in minutes since the table's start, those around the changes of the zone's clocks apart. */
function table(text: string, timezone: string) {
  const points = (changes[timezone] ?? []).map((change) => (Date.parse(change) - FROM) / MINUTE);
  const far: number[] = [];
  const around = points.map((): number[] => []);
  let next = 0;
  for (const run of deployedRuns(crontab(text, { timezone }), FROM, UNTIL)) {
    const minute = (run - FROM) / MINUTE;
    while (next < points.length && minute > (points[next] ?? 0) + crontabs.around) next++;
    const distance = minute - (points[next] ?? Number.POSITIVE_INFINITY);
    if (Math.abs(distance) <= crontabs.around) around[next]?.push(distance);
    else far.push(minute);
  }
  return { far, around };
}

function digest(minutes: readonly number[]): string {
  return createHash("sha256").update(new Uint32Array(minutes)).digest("hex").slice(0, 16);
}

interface Comparison {
  /** Crontabs whose runs apart from changes of the clocks are not Celery's. */
  readonly wrong: string[];
  /** A line for each crontab and change around which the runs differ. */
  readonly differences: string[];
  /** The runs that only Celery has, as "crontab instant". */
  readonly onlyCelery: Set<string>;
}

const comparisons = new Map<string, Comparison>();

function compared(zone: string): Comparison {
  const known = comparisons.get(zone);
  if (known) return known;
  const comparison: Comparison = { wrong: [], differences: [], onlyCelery: new Set() };
  for (const row of rows) {
    const { far, around } = table(row.crontab, zone);
    if (digest(far) !== row.hashes[crontabs.zones.indexOf(zone)]) comparison.wrong.push(row.crontab);
    for (const [index, ours] of around.entries()) {
      const theirs = row.near[`${zone} ${index}`] ?? [];
      const onlyOurs = ours.filter((minute) => !theirs.includes(minute));
      const onlyTheirs = theirs.filter((minute) => !ours.includes(minute));
      if (onlyOurs.length + onlyTheirs.length === 0) continue;
      const point = changes[zone]?.[index] ?? "";
      for (const minute of onlyTheirs) {
        comparison.onlyCelery.add(`${row.crontab} ${new Date(Date.parse(point) + minute * MINUTE).toISOString()}`);
      }
      const list = (minutes: number[]) => minutes.map((minute) => `+${minute}`).join(" ") || "nothing";
      comparison.differences.push(
        `${zone} ${point.slice(0, 10)} ${row.crontab}: only Celery ${list(onlyTheirs)}, only EventBridge ${list(onlyOurs)}`,
      );
    }
  }
  comparisons.set(zone, comparison);
  return comparison;
}

describe("the ticks that would be deployed, over four years, beside Celery's runs", () => {
  it("are generated for at least two thousand crontabs, in UTC and three zones that change their clocks", () => {
    expect(rows.length).toBeGreaterThanOrEqual(2_000);
    expect(crontabs.zones).toEqual(["UTC", "America/New_York", "Europe/Oslo", "Australia/Lord_Howe"]);
  });

  it.each(crontabs.zones)("miss no run and add none in %s, apart from changes of its clocks", (zone) => {
    expect(compared(zone).wrong).toEqual([]);
  });

  it("differ only where clocks go forward: Celery runs the skipped local times late, EventBridge not at all", async () => {
    // One line for a crontab and change, with the minutes after the change. All are within the hour (on Lord Howe half
    // hour) after it: Celery's shifted runs, and those that it then passes over. Where clocks go back there is no line.
    const lines = crontabs.zones.flatMap((zone) => compared(zone).differences);
    for (const line of lines) {
      const gap = line.startsWith("Australia/Lord_Howe") ? 30 : 60;
      const minutes = [...line.matchAll(/\+(-?\d+)/g)].map(([, minute]) => Number(minute));
      expect(
        minutes.every((minute) => minute >= 0 && minute < gap),
        line,
      ).toBe(true);
      expect(line).toMatch(/^(America|Europe)\S+ \d{4}-03|^Australia\S+ \d{4}-(09|10)/);
    }
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("celery-differences.txt");
  });
});

describe("next runs", () => {
  it("are Celery's, asked at any moment, in any zone, but for those that clocks skip", () => {
    for (const [text = "", timezone = "", after = "", ...runs] of crontabs.samples) {
      const { onlyCelery } = compared(timezone);
      const expected = runs
        .map((run) => new Date(run).toISOString())
        .filter((run) => !onlyCelery.has(`${text} ${run}`));
      expect(expected.length).toBeGreaterThanOrEqual(runs.length - 1);
      const ours = nextRuns(crontab(text, { timezone }), expected.length, new Date(after));
      expect(
        ours.map((run) => run.toISOString()),
        `${text} in ${timezone} after ${after}`,
      ).toEqual(expected);
    }
  });
});

describe("the grammar of a field", () => {
  const verdicts = (grammar.rows as [CrontabField, string, number[] | null][]).map(([field, text, celery]) => {
    try {
      return { field, text, celery, ours: [...expandCrontabField(field, text)] };
    } catch (error) {
      expect(LovageError.is(error, "INVALID_CRONTAB"), text).toBe(true);
      return { field, text, celery, ours: null };
    }
  });

  it("takes nothing that Celery refuses", () => {
    expect(verdicts.filter(({ celery, ours }) => celery === null && ours !== null)).toEqual([]);
  });

  it("expands what both take to the same values", () => {
    const both = verdicts.filter(({ celery, ours }) => celery && ours);
    expect(both.length).toBeGreaterThan(1_000);
    for (const { field, text, celery, ours } of both) expect(ours, `${field} ${text}`).toEqual(celery);
  });

  it("refuses of what Celery takes only its accidents", () => {
    const accident = ({ field, text }: { field: CrontabField; text: string }) =>
      text.split(",").some((part) => {
        const names = field === "monthOfYear" || field === "dayOfWeek";
        const clean = /^(\*|\w+(-\w+)?)(\/\d+)?$/.test(part) && !/_/.test(part) && !/^\w+\/\d+$/.test(part);
        const word = /[a-z]/i.test(part);
        return !clean || (word && !names) || (word && !isName(field, part));
      });
    const refused = verdicts.filter(({ celery, ours }) => celery && !ours);
    expect(refused.length).toBeGreaterThan(50);
    expect(refused.filter((verdict) => !accident(verdict))).toEqual([]);
  });
});

/** Whether the words of a part are names of the field's own kind, spelt as far as they go. */
function isName(field: CrontabField, part: string): boolean {
  const names =
    field === "dayOfWeek"
      ? "sunday monday tuesday wednesday thursday friday saturday"
      : "january february march april may june july august september october november december";
  const words = part.match(/[a-z]\w*/gi) ?? [];
  return words.every(
    (word) => word.length >= 3 && names.split(" ").some((name) => name.startsWith(word.toLowerCase())),
  );
}

describe("solar events", () => {
  const start = Date.parse(sun.from);
  const end = start + 365 * 24 * 60 * MINUTE;

  for (const { place, latitude, longitude, event, times } of sun.rows) {
    it(`are Celery's to the minute: ${event} in ${place}`, () => {
      const schedule = solar(event as SolarEvent, latitude, longitude, { endAt: new Date(end) });
      const ours = [...runsAfter(schedule, new Date(start))].map((run) => (run.getTime() - start) / MINUTE);
      const far = (run: number, others: readonly number[]) => !others.some((other) => Math.abs(other - run) <= 1);
      // On days on which the sun only grazes the angle, seconds of arc decide whether there is an event at all.
      const grazing = [...times.filter((run) => far(run, ours)), ...ours.filter((run) => far(run, times))];
      expect(grazing.length, `${grazing}`).toBeLessThanOrEqual(times.length === 365 ? 0 : 4);
    });
  }
});
