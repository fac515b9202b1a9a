import { setTimeout as pause } from "node:timers/promises";
import type { AsyncResult } from "lovage";
import { readLedger } from "../ledger.ts";
import type { Scene } from "../scene.ts";
import { until } from "../until.ts";

/** Puts another version of the stack in place of the first, while tasks wait, run, and keep coming. */
export async function checkUpdate(scene: Scene): Promise<void> {
  const { deployment, tasks, report, signal, outputs } = scene;
  const running = await Promise.all([15, 15, 15].map((seconds) => tasks.slow.delay(seconds)));
  await until(
    "the long tasks to run",
    async () => (await Promise.all(running.map((one) => one.state()))).every((state) => state === "STARTED"),
    { timeout: 60_000, signal, seen: () => Promise.all(running.map((one) => one.state())) },
  );
  const waiting = await Promise.all(
    Array.from({ length: 10 }, (_, n) => tasks.which.applyAsync([], { countdown: `${3 + 2 * n}s` })),
  );

  report.say("cdk deploy, of another version; three tasks run, ten wait, and ten a second are sent");
  const during: AsyncResult<string>[] = [];
  const updated = new AbortController();
  const sending = (async () => {
    while (!updated.signal.aborted) {
      during.push(await tasks.which.delay());
      await pause(100);
    }
  })();
  try {
    await deployment.deploy("2");
  } finally {
    updated.abort();
    await sending;
  }
  const after = await until(
    "the new version to run",
    async () => {
      const one = await tasks.which.delay();
      during.push(one);
      return (await one.get({ timeout: "60s", signal })) === "2" && one;
    },
    { timeout: 120_000, signal },
  );

  const all = [...waiting, ...during, after];
  const versions = await Promise.all(all.map((one) => one.get({ timeout: "120s", signal })));
  report.expect(
    `each of ${all.length} tasks that were in flight or sent during the update succeeded`,
    versions.every((version) => version === "1" || version === "2"),
    versions,
  );
  report.expect("some on the old version, some on the new", new Set(versions).size === 2, versions);
  // An attempt that is ended under its worker is lost, and comes again when the queue's 130 seconds and its lease are over.
  const ends = await Promise.all(running.map((one) => one.get({ timeout: "300s", signal })));
  const records = await Promise.all(running.map((one) => one.record()));
  const mayBeKilled = scene.place.faults.has("kills-at-update");
  const killed = running.filter((_, index) => mayBeKilled && (records[index]?.attempt ?? 1) > 1).map(({ id }) => id);
  if (killed.length > 0) report.say(`${killed.length} long tasks ran again, by the known fault "kills-at-update"`);
  report.expect(
    "the long tasks, begun before it, ended on the version that they began on, but where they were killed",
    ends.every((version, index) => version === "1" || killed.includes(running[index]?.id ?? "")),
    ends,
  );
  const ledger = await readLedger(outputs.LEDGER_TABLE ?? "");
  const most = ({ id }: { id: string }) => (killed.includes(id) ? 2 : 1);
  const doubled = [...all, ...running].filter((one) => !(Number(ledger.get(one.id)?.runs) <= most(one)));
  report.expect(
    "each of them ran once, and what was killed once more",
    doubled.length === 0,
    doubled.map(({ id }) => [id, ledger.get(id)]),
  );
}
