import { at, crontab, every, type PastRun } from "lovage";
import { readLedger } from "../ledger.ts";
import type { Scene } from "../scene.ts";
import { until } from "../until.ts";

const oslo = { timezone: "Europe/Oslo" };

/** Puts one schedule of each kind, as the SDK does at run time. Their ticks come while the other steps go on. */
export async function putSchedules({ tasks, report }: Scene): Promise<void> {
  const { app, tick } = tasks;
  const { beat } = app;
  await beat.put("every-10-seconds", every("10s"), tick);
  await beat.put("each-minute", crontab({ minute: "*" }), tick);
  await beat.put("each-minute-in-oslo", crontab({ minute: "*" }, oslo), tick);
  await beat.put("never-enabled", crontab({ minute: "*" }), tick);
  await beat.disable("never-enabled");
  const soon = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 45_000);
  await beat.put("once", at(soon), tick);

  const listed: Record<string, boolean> = {};
  for await (const { name, enabled } of beat.list()) listed[name] = enabled;
  report.expect(
    "five schedules are put and listed, one of them disabled",
    Object.keys(listed).sort().join() === "each-minute,each-minute-in-oslo,every-10-seconds,never-enabled,once" &&
      Object.entries(listed).every(([name, enabled]) => enabled === (name !== "never-enabled")),
    listed,
  );
}

/** Waits for their ticks, over more than a minute, and counts what ran. */
export async function checkTicks(scene: Scene): Promise<void> {
  const { tasks, report, place, outputs, signal } = scene;
  const { beat } = tasks.app;
  const fires = !place.faults.has("scheduler-never-fires");
  const succeeded = async (name: string) =>
    (await beat.lastRuns(name, 30)).filter(({ record }) => record?.state === "SUCCESS").reverse();
  const atLeast = (name: string, n: number, timeout: number) =>
    until(
      `${n} runs of the schedule "${name}"`,
      async () => {
        const runs = await succeeded(name);
        return runs.length >= n && runs;
      },
      { timeout, interval: 1_000, signal, seen: async () => (await succeeded(name)).map(({ at }) => at) },
    );

  const minutes = await atLeast("each-minute", 2, 240_000);
  report.expect("the rule of each minute ran the task for two minutes in a row", steps(minutes, 60_000), minutes);
  const tens = await atLeast("every-10-seconds", 8, 180_000);
  report.expect(
    "the rule of every 10 seconds ran it every 10 seconds",
    steps(tens, 10_000),
    tens.map(({ at }) => at),
  );
  if (fires) await atLeast("each-minute-in-oslo", 1, 180_000);
  const zoned = await succeeded("each-minute-in-oslo");
  report.expect("Scheduler ran it too, in a time zone", zoned.length > 0, zoned, "scheduler-never-fires");
  if (fires)
    await until("the one-time schedule to be gone", async () => !(await beat.get("once")), {
      timeout: 120_000,
      signal,
    });
  const once = await beat.get("once");
  report.expect("what was to run once is gone by itself", once === undefined, once, "scheduler-never-fires");

  const disabled = await succeeded("never-enabled");
  report.expect("what is disabled never ran", disabled.length === 0, disabled);

  for await (const { name } of beat.list()) await beat.remove(name);
  const left: string[] = [];
  for await (const { name } of beat.list()) left.push(name);
  report.expect("removed, none is listed", left.length === 0, left);

  const runs = [...(await readLedger(outputs.LEDGER_TABLE ?? "")).values()].filter(({ task }) => task === "tick");
  report.expect(
    `each of ${runs.length} scheduled runs ran once`,
    runs.length >= 10 && runs.every((run) => run.runs === 1),
    runs,
  );
}

/** Whether each run was due so many milliseconds after the one before it: none is missing. */
function steps(runs: readonly PastRun[], interval: number): boolean {
  return runs.every((run, n) => n === 0 || run.at.getTime() - (runs[n - 1]?.at.getTime() ?? 0) === interval);
}
