import type { Scene } from "../scene.ts";

/** Tasks that succeed: one, and more than go into one call. */
export async function checkSending({ tasks, report, signal }: Scene): Promise<void> {
  const sum = await (await tasks.add.delay(4, 4)).get({ timeout: "60s", signal });
  report.expect("4 and 4 are 8", sum === 8, sum);

  const sent = await tasks.add.delayMany(Array.from({ length: 25 }, (_, n) => [n, n] as const));
  const sums = await Promise.all(sent.map((result) => result.get({ timeout: "60s", signal })));
  report.expect(
    "25 sums sent together come back, each its own",
    sums.every((value, n) => value === 2 * n),
    sums,
  );

  const later = await tasks.add.applyAsync([1, 1], { countdown: "3s" });
  await later.get({ timeout: "60s", signal });
  const record = await later.record();
  const began = record && "startedAt" in record ? record.startedAt : 0;
  report.expect(
    "one with a countdown of 3 s does not begin before",
    began !== undefined && began - sentAt(later.id) >= 3_000 - 50,
    `${(began ?? 0) - sentAt(later.id)} ms`,
  );
}

/** When a task was sent: its id, a UUID of version 7, begins with the time. */
function sentAt(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}
