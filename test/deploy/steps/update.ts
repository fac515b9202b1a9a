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
  const ends = await Promise.all(running.map((one) => one.get({ timeout: "120s", signal })));
  report.expect(
    "the long tasks, begun before it, ended on the version that they began on",
    ends.every((version) => version === "1"),
    ends,
  );
  const ledger = await readLedger(outputs.LEDGER_TABLE ?? "");
  const doubled = [...all, ...running].filter(({ id }) => ledger.get(id)?.runs !== 1);
  report.expect(
    "each of them ran once",
    doubled.length === 0,
    doubled.map(({ id }) => [id, ledger.get(id)]),
  );
}
