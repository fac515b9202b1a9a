import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type App, createApp } from "../../src/app/index.ts";
import { tableDefinition } from "../../src/aws/index.ts";
import { type EmbeddedCloud, startEmbeddedCloud } from "../../src/dev/index.ts";
import { systemClock, uuidIds } from "../../src/runtime/index.ts";
import { root } from "../support/source-files.ts";

const queues = ["shop-default", "shop-default-dead-letters", "shop-slow", "shop-slow-dead-letters"];
let cloud: EmbeddedCloud;
let shop: App;
let holding: Server;
/** What the requests of held tasks are answered with, by path; those that came before their answer wait. */
const answers = new Map<string, string>();
const waiting = new Map<string, ServerResponse>();
const children = new Set<ChildProcess>();

beforeAll(async () => {
  cloud = await startEmbeddedCloud({
    clock: systemClock,
    ids: uuidIds(systemClock),
    port: 0,
    queues: queues.map((name) => ({ name })),
    tables: [{ ...tableDefinition("shop-tasks"), TableName: "shop-tasks" }],
  });
  shop = createApp({ name: "shop", endpoint: cloud.endpoint });
  holding = createServer(({ url = "" }, response) => {
    const answer = answers.get(url);
    if (answer === undefined) waiting.set(url, response);
    else response.end(answer);
  }).listen(0, "127.0.0.1");
  await once(holding, "listening");
});

afterAll(async () => {
  holding.closeAllConnections();
  holding.close();
  await cloud.close(0);
});

afterEach(async () => {
  for (const child of children) {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  children.clear();
});

/** A command in a process of its own, whose lines can be waited for. */
function lovage(...argv: string[]) {
  const [command = "", ...rest] = argv;
  const child = spawn(process.execPath, ["src/cli/main.ts", command, ...rest, "--endpoint", cloud.endpoint], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  const text = { out: "", err: "" };
  let wake = () => {};
  child.stdout.setEncoding("utf8").on("data", (data: string) => {
    text.out += data;
    wake();
  });
  child.stderr.setEncoding("utf8").on("data", (data: string) => {
    text.err += data;
    wake();
  });
  const ended = once(child, "close").then(([code]) => {
    wake();
    return code as number | null;
  });
  const says = async (words: string | RegExp) => {
    const found = () => (typeof words === "string" ? text.out.includes(words) : words.test(text.out));
    while (!found()) {
      if (child.exitCode !== null) throw new Error(`it ended without saying ${words}:\n${text.out}\n${text.err}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { child, text, ended, says };
}

const worker = (...options: string[]) => lovage("worker", "test/unit/cli/shop-tasks.ts", ...options);
/** Sends a task that ends when it is released. */
async function sendHeld() {
  const path = `/${randomUUID()}`;
  const url = `http://127.0.0.1:${(holding.address() as AddressInfo).port}${path}`;
  const result = await shop.sendTask("hold", [url], { queue: "slow" });
  const release = (answer: string) => {
    answers.set(path, answer);
    waiting.get(path)?.end(answer);
  };
  return { result, release };
}

describe("lovage worker, in a process of its own", () => {
  it("shows a banner, runs what is sent, tells the story of each task, and ends with 0 at SIGTERM", async () => {
    const it = worker("--concurrency", "20");
    await it.says("worker ready");
    expect(it.text.out).toMatch(/^lovage worker \d/);
    expect(it.text.out).toContain(`transport   SQS at ${cloud.endpoint}\n`);
    expect(it.text.out).toContain("queues      default, slow\n");
    expect(it.text.out).toContain("    . add\n    . report\n    . hold\n");

    const sum = await shop.sendTask("add", [4, 4]);
    expect(await sum.get()).toBe(8);
    await it.says(new RegExp(`INFO  add\\[${sum.id}\\] task received attempt=1 queue=default\n`));
    await it.says(new RegExp(`INFO  add\\[${sum.id}\\] task succeeded attempt=1 runtime=\\d+ms result=8\n`));

    const report = await shop.sendTask("report");
    await expect(report.get()).rejects.toThrow("no price");
    await it.says(/ERROR report\[.*\] task failed .*\n {4}TypeError: no price\n {8}at /);

    it.child.kill("SIGTERM");
    expect(await it.ended).toBe(0);
    expect(it.text.out).toContain("worker stopped");
    expect(it.text.err).toBe("");
  });

  it("lets a running task finish at SIGTERM, and takes no other", async () => {
    const it = worker("--queues", "slow");
    await it.says("worker ready");
    const running = await sendHeld();
    await it.says("holding");
    it.child.kill("SIGTERM");
    await it.says("stopping");
    const late = await sendHeld();
    running.release("held");
    expect(await it.ended).toBe(0);
    expect(await running.result.get()).toBe("held");
    expect(await late.result.state()).toBe("PENDING");
  });

  it("gives a running task back at once at the second signal, and ends with 130", async () => {
    const it = worker("--queues", "slow");
    await it.says("worker ready");
    const { result, release } = await sendHeld();
    await it.says(`hold[${result.id}] task received`);
    it.child.kill("SIGINT");
    await it.says("stopping");
    it.child.kill("SIGINT");
    expect(await it.ended).toBe(130);
    expect(await result.state()).toBe("RETRY");

    const next = worker("--queues", "slow");
    await next.says(`hold[${result.id}] holding`);
    release("held by the next");
    expect(await result.get()).toBe("held by the next");
  });

  it("gives back what does not finish within the grace period, and ends with 0", async () => {
    const it = worker("--queues", "slow", "--grace", "1ms");
    await it.says("worker ready");
    const { result, release } = await sendHeld();
    await it.says(`hold[${result.id}] holding`);
    it.child.kill("SIGTERM");
    expect(await it.ended).toBe(0);
    expect(await result.state()).toBe("RETRY");
    release("for whoever takes it next");
  });

  it("writes JSON lines for programs with --json, the first of which says what it is", async () => {
    const it = worker("--json", "--concurrency", "21");
    await it.says("worker ready");
    const sum = await shop.sendTask("add", [1, 2]);
    await it.says("task succeeded");
    const lines = it.text.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({
      level: "info",
      message: "worker ready",
      app: "shop",
      concurrency: 21,
      queues: ["default", "slow"],
      tasks: ["add", "report", "hold"],
    });
    expect(lines).toContainEqual(expect.objectContaining({ message: "task succeeded", id: sum.id, task: "add" }));
  });

  it("does not start when a queue or the table is not there", async () => {
    const it = worker("--queues", "nowhere", "--json");
    expect(await it.ended).toBe(4);
    expect(JSON.parse(it.text.err)).toMatchObject({ code: "QUEUE_NOT_FOUND" });
    expect(it.text.out).toBe("");
  });
});

describe("a command line against the embedded cloud", () => {
  it("ends a task that one of two workers runs, and the other does not take it up", async () => {
    const workers = [worker("--queues", "slow"), worker("--queues", "slow")];
    await Promise.all(workers.map((each) => each.says("worker ready")));
    const running = await sendHeld();
    const waiting = await shop.sendTask("hold", ["http://127.0.0.1:1"], { queue: "slow", countdown: "10m" });
    await Promise.race(workers.map((each) => each.says(`hold[${running.result.id}] holding`)));
    const ids = [running.result.id, waiting.id];
    const revoke = lovage("revoke", ...ids, "--terminate", "--reason", "wrong month", "--name", "shop", "--json");
    expect(await revoke.ended).toBe(0);
    expect(JSON.parse(revoke.text.out)).toEqual({
      tasks: [
        { id: ids[0], outcome: "terminating", state: "STARTED" },
        { id: ids[1], outcome: "revoked", state: "REVOKED" },
      ],
    });
    // Its handler does not look at its signal, so nobody waits for it.
    await expect(running.result.get()).rejects.toMatchObject({
      code: "TASK_REVOKED",
      detail: { reason: "wrong month" },
    });
    expect(await running.result.record()).toMatchObject({ state: "REVOKED", attempt: 1 });
    for (const each of workers) each.child.kill("SIGTERM");
    expect(await Promise.all(workers.map((each) => each.ended))).toEqual([0, 0]);
    const told = workers.map((each) => each.text.out).join("");
    expect(told.split(`hold[${ids[0]}] holding`)).toHaveLength(2);
    expect(told).toContain(`hold[${ids[0]}] task is revoked`);
    running.release("for nobody");
  });

  it("sends to a worker, and prints what comes back", async () => {
    const it = worker("--queues", "default", "--loglevel", "error");
    const send = lovage("send", "add", "4", "4", "--app", "test/unit/cli/shop-tasks.ts", "--wait", "30s");
    expect(await send.ended).toBe(0);
    expect(send.text.out).toMatch(/^[0-9a-f-]{36}\n8\n$/);
    const failed = lovage("send", "report", "--name", "shop", "--wait", "30s", "--json");
    expect(await failed.ended).toBe(1);
    const { id, error } = JSON.parse(failed.text.out);
    expect(error).toMatchObject({ name: "TypeError", message: "no price", cause: { message: "socket hang up" } });
    const result = lovage("result", id, "--name", "shop");
    expect(await result.ended).toBe(1);
    expect(result.text.out).toMatch(/^error +TypeError: no price\n +at .*shop-tasks/m);
    expect(it.text.out).not.toContain("INFO");
  });
});
