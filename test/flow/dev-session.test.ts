import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, it } from "vitest";
import { runDev } from "../../src/cli/dev/run-dev.ts";
import { createApp } from "../../src/index.ts";
import { aDevSession } from "../support/a-dev-session.ts";
import { aGate } from "../support/a-gate.ts";
import { aProject } from "../support/a-project.ts";
import { Terminal } from "../support/terminal.ts";

/* `lovage dev` as its user sees it: what it prints, how it follows the sources, and how it ends. */

const app = (body: string) =>
  `import { createApp } from "lovage"; export const app = createApp({ name: "shop" }); ${body}`;
const adds = app(`export const add = app.task("add", (x: number, y: number) => ({ sum: x + y }));`);
let folder: string;
const write = (text: string) => writeFileSync(join(folder, "tasks.ts"), text);

beforeEach(() => {
  folder = aProject({ "tasks.ts": adds });
});

/** A session of `lovage dev`, and an app beside it. */
async function dev(words: object = {}) {
  const { endpoint, ...session } = await aDevSession(folder, words);
  return { ...session, shop: createApp({ name: "shop", endpoint }) };
}

describe("lovage dev", () => {
  it("says what runs, and tells of each task that it is received and what it returned", async () => {
    const { terminal, shop } = await dev();
    await terminal.shows(
      /queues +default\n[\s\S]* {4}\. add\n[\s\S]*npx lovage send NAME ARGS… --name shop --endpoint http\S+ --wait/,
    );
    const { id } = await shop.sendTask("add", [4, 4]);
    await terminal.shows(new RegExp(`INFO +add\\[${id}\\] task received queue=default\\n`));
    await terminal.shows(new RegExp(`INFO +add\\[${id}\\] task succeeded .*runtime=\\d+ms result=\\{ sum: 8 \\}\\n`));
  });

  it("prints what handlers write as it is, and the log's lines as they are where programs read", async () => {
    write(app(`app.task("say", () => { console.log("hello from a handler"); })`));
    const people = await dev();
    await people.shop.sendTask("say");
    await people.terminal.shows(/\nhello from a handler\n/);
    const programs = await dev({ json: true });
    await programs.terminal.shows(/"environment":\{"AWS_ENDPOINT_URL":"http:.*"LOVAGE_SHOP_TABLE":"shop-tasks"/);
    await programs.shop.sendTask("say");
    await programs.terminal.shows(/\n\{"time":"[^"]+","level":"info","message":"task received".*"task":"say"/);
    await programs.terminal.shows(/\nhello from a handler\n/);
    await programs.terminal.shows(/"message":"task succeeded".*"task":"say".*\}\n/);
  });

  it("shows of a failure the user's own lines, and of Lovage's how many they are", async () => {
    write(app(`\napp.task("break", (text: string) =>\n  JSON.parse(text));`));
    const { terminal, shop } = await dev();
    await shop.sendTask("break", ["{"]);
    await terminal.shows(
      /ERROR break\[\S+\] task failed .*\n {4}SyntaxError: .*\n(.*\n)* {8}at <anonymous> \(\S*tasks\.ts:3:8\)\n {8}… \d+ frames of lovage( and node)?\n/,
    );
  });

  it("names the task that lost its worker, and says when it is taken up again", async () => {
    write(app(`app.task("die", () => process.exit(1));`));
    const { terminal, shop } = await dev();
    const { id } = await shop.sendTask("die");
    const [, at = ""] = await terminal.shows(
      new RegExp(`WARN +die\\[${id}\\] task was cut short, and is taken up again when its lease is over at=(\\S+)\\n`),
    );
    const left = Date.parse(at) - Date.now();
    expect(left).toBeGreaterThan(60_000);
    expect(left).toBeLessThanOrEqual(120_000);
  });

  it("warns of a task on a queue that it does not take from", async () => {
    const { terminal, shop } = await dev();
    const { endpoint } = shop.settings;
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const sqs = new SQSClient({ endpoint, region: "us-east-1", credentials });
    await sqs.send(new CreateQueueCommand({ QueueName: "shop-slow" }));
    sqs.destroy();
    const { id } = await shop.sendTask("add", [1, 1], { queue: "slow" });
    await terminal.shows(
      new RegExp(`WARN +add\\[${id}\\] nothing here runs the tasks of this queue.* serves=default\\n`),
    );
  });

  it("runs new code as soon as a file is saved, with the queues that it needs", async () => {
    const { terminal, shop } = await dev();
    await (await shop.sendTask("add", [1, 1])).get({ timeout: "20s" });
    write(app(`app.task("add", { queue: "sums" }, (x: number, y: number) => x + y + 100);`));
    await terminal.shows(/INFO +reloaded tasks=1\n/);
    const result = await shop.sendTask("add", [1, 1], { queue: "sums" });
    expect(await result.get({ timeout: "20s" })).toBe(102);
  });

  it("keeps the old code while the new one cannot be built or loaded, and says why", async () => {
    const { terminal, shop } = await dev();
    write("export const broken = ;");
    await terminal.shows(/ERROR the change is not used; the code before it still is\n[\s\S]*tasks\.ts:1:22/);
    write(app(`throw new Error("no database here");`));
    await terminal.shows(/ERROR the change is not used; the code before it still is\n[\s\S]*no database here/);
    expect(await (await shop.sendTask("add", [4, 4])).get({ timeout: "20s" })).toEqual({ sum: 8 });
    write(adds.replace("x + y", "x * y"));
    await terminal.shows(/INFO +reloaded/);
    expect(await (await shop.sendTask("add", [4, 4])).get({ timeout: "20s" })).toEqual({ sum: 16 });
  });

  it("asks for a new start where the app has another name, and goes on as it was", async () => {
    const { terminal, shop } = await dev();
    write(adds.replace("shop", "mall"));
    await terminal.shows(/WARN +the app has another name or table: start lovage dev again to use it\n/);
    expect(await (await shop.sendTask("add", [4, 4])).get({ timeout: "20s" })).toEqual({ sum: 8 });
  });

  it("keeps messages and results between starts in a folder", async () => {
    const data = join(folder, "data");
    const first = await dev({ data });
    const result = await first.shop.sendTask("add", [4, 4]);
    await result.get({ timeout: "20s" });
    const late = await first.shop.sendTask("add", [5, 5], { countdown: "1s" });
    first.terminal.press("SIGTERM");
    expect(await first.code).toBe(0);
    const second = await dev({ data });
    expect(await second.shop.result(result.id).get({ timeout: "20s" })).toEqual({ sum: 8 });
    expect(await second.shop.result(late.id).get({ timeout: "20s" })).toEqual({ sum: 10 });
  });
});

describe("the end of lovage dev", () => {
  /** A task that runs until its gate is opened. */
  async function waiting() {
    const gate = await aGate();
    write(app(`app.task("wait", async () => { await fetch(${JSON.stringify(gate.url)}); return "done"; });`));
    const started = await dev();
    await started.shop.sendTask("wait");
    await gate.knocked;
    return { ...started, gate };
  }

  it("waits for tasks that run", async () => {
    const { terminal, code, gate } = await waiting();
    terminal.press("SIGINT");
    await terminal.shows(/stopping: running tasks may finish/);
    gate.open();
    await terminal.shows(/task succeeded .*result=done\n/);
    expect(await code).toBe(0);
  });

  it("is that of its standard input, where it is told so", async () => {
    const { terminal, code } = await dev({ exitWithStdin: true });
    await terminal.shows(/Ctrl-C\n/);
    terminal.closeInput();
    expect(await code).toBe(0);
  });

  it("does not wait for them at the second signal", async () => {
    const { terminal, code, gate } = await waiting();
    terminal.press("SIGINT");
    terminal.press("SIGINT");
    expect(await code).toBe(130);
    await gate.left;
  });
});

describe("lovage dev does not start", () => {
  const start = (words: object) => runDev(new Terminal(), { files: ["tasks.ts"], port: "0", ...words }, folder);

  it("with a file that is not there", async () => {
    await expect(start({ files: ["gone.ts"] })).rejects.toThrow(
      /gone\.ts could not be loaded: there is no such file in .*MODULE_NOT_LOADED/,
    );
  });

  it("with one that cannot be built", async () => {
    write("export const broken = ;");
    await expect(start({})).rejects.toThrow(/Unexpected ";"[\s\S]*tasks\.ts:1:22[\s\S]*MODULE_NOT_LOADED/);
  });

  it("with one that throws when it is loaded, whose own line is named", async () => {
    write(`\nthrow new Error("no database here");`);
    await expect(start({})).rejects.toThrow(/no database here[\s\S]*tasks\.ts:2:7[\s\S]*MODULE_NOT_LOADED/);
  });

  it("with one that exports no app", async () => {
    write("export const nothing = 1;");
    await expect(start({})).rejects.toMatchObject({ code: "NO_APP_FOUND" });
  });

  it("with a port that is none", async () => {
    await expect(start({ port: "70000" })).rejects.toMatchObject({ code: "INVALID_USAGE" });
  });
});
