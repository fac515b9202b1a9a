import { at, crontab, LovageError, type PastRun } from "lovage";
import { readLedger } from "../ledger.ts";
import type { Scene } from "../scene.ts";
import { until } from "../until.ts";

/** Those of the stack are there; two more are put at run time. Their ticks come while other steps go on. */
export async function checkSchedules(scene: Scene): Promise<void> {
  const { tasks, report } = scene;
  const { beat } = tasks.app;
  report.expect(
    "the schedules of stack and entry are there, enabled, and known as infrastructure code's",
    (await listed(scene)).join() ===
      "each-minute cdk,each-minute-in-oslo cdk,every-10-seconds cdk,of-the-first-version cdk",
    await listed(scene),
  );
  const refusal = await beat.remove("each-minute").catch((error: unknown) => error);
  report.expect("they are not removed at run time", LovageError.is(refusal, "SCHEDULE_PROTECTED"), String(refusal));
  await beat.put("never-enabled", crontab({ minute: "*" }), tasks.tick, { args: ["never"] });
  await beat.disable("never-enabled");
  await beat.put("once", at(new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 30_000)), tasks.tick, { args: ["once"] });
  report.expect(
    "two more are put at run time, one of them disabled",
    (await listed(scene)).slice(-2).join() === "never-enabled runtime disabled,once runtime",
    await listed(scene),
  );
}

/** Waits for the first tick of a rule that CloudFormation made. */
export async function awaitFirstTick(scene: Scene): Promise<void> {
  const [first] = await atLeast(scene, "each-minute", 1, 180_000);
  const label = first && (await scene.tasks.app.result(first.id).result());
  scene.report.expect("a rule of the stack ticks, and its task runs", label === "1", label);
}

/** Waits for their ticks, until some have come from both versions of the stack, and counts what ran. */
export async function checkTicks(scene: Scene): Promise<void> {
  const { tasks, report, place, outputs, signal } = scene;
  const { beat } = tasks.app;
  report.expect(
    "the update has taken away the schedule that the new version does not have",
    !(await listed(scene)).join().includes("of-the-first-version"),
    await listed(scene),
  );

  const labelsOf = async (runs: readonly PastRun[]) =>
    Promise.all(runs.map(({ id }) => tasks.app.result<string>(id).result()));
  const minutes = await until(
    'a run of "each-minute" of the new version',
    async () => {
      const runs = await succeeded(scene, "each-minute");
      return (await labelsOf(runs)).at(-1) === "2" && runs;
    },
    { timeout: 240_000, interval: 1_000, signal, seen: () => succeeded(scene, "each-minute") },
  );
  const labels = await labelsOf(minutes);
  report.expect(
    "the rule of each minute ran its task each minute, from before the update to after it",
    inSteps(minutes, 60_000) && labels[0] === "1",
    minutes.map(({ at }, n) => [at, labels[n]]),
  );
  const tens = await atLeast(scene, "every-10-seconds", 8, 180_000);
  report.expect(
    "what the entry declares ran every 10 seconds",
    inSteps(tens, 10_000),
    tens.map(({ at }) => at),
  );

  const fires = !place.faults.has("scheduler-never-fires");
  if (fires) await atLeast(scene, "each-minute-in-oslo", 1, 180_000);
  const zoned = await succeeded(scene, "each-minute-in-oslo");
  report.expect("Scheduler ran its own, in a time zone", zoned.length > 0, zoned, "scheduler-never-fires");
  const gone = async () => !(await beat.get("once"));
  if (fires) await until("the one-time schedule to be gone", gone, { timeout: 120_000, signal });
  report.expect("what was to run once is gone by itself", await gone(), "it is there", "scheduler-never-fires");
  const disabled = await succeeded(scene, "never-enabled");
  report.expect("what is disabled never ran", disabled.length === 0, disabled);

  await removeSchedules(scene);
  report.expect(
    "of those put at run time none is left, once they are removed",
    !(await listed(scene)).join().includes("runtime"),
    await listed(scene),
  );
  const runs = [...(await readLedger(outputs.LEDGER_TABLE ?? "")).values()].filter(({ task }) => task === "tick");
  report.expect(
    `each of ${runs.length} scheduled runs ran once`,
    runs.length >= 10 && runs.every((run) => run.runs === 1),
    runs,
  );
}

/** Takes away what was put at run time, which no stack takes with it. */
export async function removeSchedules({ tasks }: Scene): Promise<void> {
  for (const name of ["never-enabled", "once"]) await tasks.app.beat.remove(name);
}

/** "each-minute cdk", "once runtime disabled", by origin and name. */
async function listed({ tasks }: Scene): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, enabled, source } of tasks.app.beat.list()) {
    found.push(`${name} ${source}${enabled ? "" : " disabled"}`);
  }
  const origin = (one: string) => one.split(" ")[1] ?? "";
  return found.sort((a, b) => origin(a).localeCompare(origin(b)) || a.localeCompare(b));
}

/** The runs of a schedule that succeeded, the first one first. */
async function succeeded({ tasks }: Scene, name: string): Promise<PastRun[]> {
  const runs = await tasks.app.beat.lastRuns(name, 60);
  return runs.filter(({ record }) => record?.state === "SUCCESS").reverse();
}

function atLeast(scene: Scene, name: string, n: number, timeout: number): Promise<PastRun[]> {
  return until(
    `${n} runs of the schedule "${name}"`,
    async () => {
      const runs = await succeeded(scene, name);
      return runs.length >= n && runs;
    },
    {
      timeout,
      interval: 1_000,
      signal: scene.signal,
      seen: async () => (await succeeded(scene, name)).map(({ at }) => at),
    },
  );
}

/** Whether each run was due so many milliseconds after the one before it: none is missing. */
function inSteps(runs: readonly PastRun[], interval: number): boolean {
  return runs.every((run, n) => n === 0 || run.at.getTime() - (runs[n - 1]?.at.getTime() ?? 0) === interval);
}
