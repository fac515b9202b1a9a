import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { at, createApp, every } from "lovage";
import { beforeEach, describe, expect, it } from "vitest";
import { aDevSession } from "../support/a-dev-session.ts";
import { aProject } from "../support/a-project.ts";

/* `lovage dev` as the beat: what it takes up of an app's code, what it shows of it, and what it keeps. */

const app = (...schedules: string[]) => `import { createApp, crontab, every } from "lovage";
export const app = createApp({ name: "shop", scheduleGroup: "shops" });
export const add = app.task("add", (x: number, y: number) => x + y);
${schedules.join("\n")}`;
const heartbeat = `app.schedule("heartbeat", every("2s"), add, { args: [16, 4] });`;
const monday = `app.schedule("monday report", crontab({ hour: 4, minute: 30, dayOfWeek: 1 }, { timezone: "Europe/Oslo" }), add, { args: [1, 2] });`;
let folder: string;
const write = (text: string) => writeFileSync(join(folder, "tasks.ts"), text);

beforeEach(() => {
  folder = aProject({ "tasks.ts": app(heartbeat, monday) });
});

/** A session of `lovage dev`, and an app beside it. */
async function dev(words: object = {}) {
  const { endpoint, ...session } = await aDevSession(folder, words);
  return { ...session, shop: createApp({ name: "shop", endpoint, scheduleGroup: "shops" }) };
}

describe("lovage dev with schedules", () => {
  it("takes up what the code declares, shows it, and runs it", async () => {
    const { terminal, shop } = await dev();
    await terminal.shows(
      /\n {2}schedules\n {4}\. heartbeat {6}every 2 seconds; next \d{4}-\S+Z\n {4}\. monday report {2}at 04:30 on Mondays, Europe\/Oslo; next \S+\n/,
    );
    const [, id] = await terminal.shows(/INFO +add\[(\S+)\] task received queue=default\n/);
    await terminal.shows(/task succeeded .*result=20\n/);
    const runs = await shop.beat.lastRuns("heartbeat", 20);
    expect(runs.find((run) => run.id === id)?.record).toMatchObject({ state: "SUCCESS", attempt: 1 });
  });

  it("follows the code when it changes, and leaves alone what was put at run time", async () => {
    const { terminal, shop } = await dev();
    await shop.beat.put("mine", every("1h"), "add", { args: [1, 1] });
    write(app(heartbeat, `app.schedule("nightly", crontab({ hour: 2 }), add, { args: [1, 2] });`));
    await terminal.shows(/INFO +schedule taken up schedule=nightly when="[^"]+" next=\S+\n/);
    await terminal.shows(/INFO +schedule removed schedule="monday report"\n/);
    await terminal.shows(/WARN +schedule nightly: [^\n]* it runs 60 times an hour/);
    const sources = new Map<string, string>();
    for await (const { name, source } of shop.beat.list()) sources.set(name, source);
    expect(Object.fromEntries(sources)).toEqual({ heartbeat: "code", nightly: "code", mine: "runtime" });
  });

  it("tells of each tick, and of one that has nowhere to go", async () => {
    write(app());
    const { terminal, shop } = await dev();
    await shop.beat.put("soon", at(new Date(Date.now() + 1_500)), "add", { args: [2, 2] });
    await terminal.shows(/INFO +tick soon → add\n/);
    await terminal.shows(/task succeeded .*result=4\n/);
    const { endpoint } = shop.settings;
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const sqs = new SQSClient({ endpoint, region: "us-east-1", credentials });
    await shop.beat.put("lost", at(new Date(Date.now() + 1_500)), "add", { args: [3, 3] });
    await sqs.send(new DeleteQueueCommand({ QueueUrl: `${endpoint}/000000000000/shop-default` }));
    sqs.destroy();
    await terminal.shows(/WARN +tick lost → add was dropped queue=shop-default reason="[^"]*does not exist/);
  });

  it("runs its tasks all the same when a schedule cannot be put, and says why", async () => {
    write(app(`app.schedule("odd", every("1h"), "add", { queue: "orders.fifo" });`));
    const { terminal, shop } = await dev();
    await terminal.shows(/ERROR not all schedules could be taken up\n +GROUP_REQUIRED: /);
    expect(await (await shop.sendTask("add", [4, 4])).get({ timeout: "20s" })).toBe(8);
  });

  it("keeps schedules in a folder between starts, and makes up for no tick that fell due meanwhile", async () => {
    const data = join(folder, "data");
    const first = await dev({ data });
    await first.shop.beat.put("mine", every("1h"), "add", { args: [1, 1] });
    await first.shop.beat.disable("heartbeat");
    first.terminal.press("SIGTERM");
    expect(await first.code).toBe(0);
    write(app(heartbeat));
    const second = await dev({ data });
    await second.terminal.shows(
      /schedules\n {4}\. heartbeat {2}every 2 seconds; disabled\n {4}\. mine {7}every hour; next \S+, put at run time\n/,
    );
    await second.terminal.shows(/INFO +schedule removed schedule="monday report"\n/);
  });
});
