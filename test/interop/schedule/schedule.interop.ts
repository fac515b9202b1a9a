// Whether the fixtures of the schedules are still what a real Celery computes: the first of its crontabs anew, from the
// fixture's own seed. The unit tests hold our schedules against the fixtures.
import assert from "node:assert/strict";
import crontabs from "../../unit/schedule/celery-crontabs.fixture.json" with { type: "json" };
import { celeryTables } from "./celery-tables.ts";

const COUNT = 60;

const { rows } = celeryTables(crontabs.seed, COUNT);
const computed = rows.map((row) => [row.crontab, row.runs, ...row.hashes]);
assert.deepEqual(computed, crontabs.rows.slice(0, COUNT));
console.log(
  `${COUNT} crontabs in ${crontabs.zones.length} zones over four years: Celery computes what the fixture holds`,
);
