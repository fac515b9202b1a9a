import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FunctionFact, type FunctionOptions, LambdaFunction } from "../../../../src/dev/lambda/index.ts";
import { FrozenClock } from "../../../../src/runtime/index.ts";
import { aGate } from "../../../support/a-gate.ts";

/** Processes run in real time; what the host measures is on a clock that the test moves. */
let clock: FrozenClock;
let folder: string;
let open: LambdaFunction[];
let facts: FunctionFact[];
let files: number;
/** Is told each fact as it comes. */
let heard: ((fact: FunctionFact) => void) | undefined;

beforeEach(() => {
  clock = new FrozenClock();
  folder = mkdtempSync(join(tmpdir(), "lovage-lambda-"));
  open = [];
  facts = [];
  files = 0;
});

afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  rmSync(folder, { recursive: true });
});

function code(text: string): string {
  const file = join(folder, `code-${files++}.mjs`);
  writeFileSync(file, text);
  return file;
}

function lambda(text: string, options: Partial<FunctionOptions> = {}): LambdaFunction {
  const made = new LambdaFunction({
    clock,
    options: { name: "worker", code: code(text), env: {}, timeout: 3_000, ...options },
    tell: (fact) => {
      facts.push(fact);
      heard?.(fact);
    },
  });
  open.push(made);
  return made;
}

const next = <T extends FunctionFact["type"]>(type: T) =>
  new Promise<FunctionFact & { type: T }>((resolve) => {
    heard = (fact) => fact.type === type && resolve(fact as FunctionFact & { type: T });
  });
function change(made: LambdaFunction, text: string): void {
  made.update({ name: made.name, code: code(text), env: {}, timeout: 3_000 });
}

const lines = () => facts.flatMap((fact) => (fact.type === "line" ? [`${fact.stream}: ${fact.line}`] : []));
const returned = (value: unknown) => ({ kind: "returned", payload: JSON.stringify(value) });
const failed = (error: object) => ({ kind: "failed", error: expect.objectContaining(error) });

describe("an invocation", () => {
  it("gets the event, and answers with what the handler returns, as JSON", async () => {
    const echo = lambda("export const handler = async (event) => ({ got: event })");
    expect(await echo.invoke('{"Records":[1]}')).toEqual(returned({ got: { Records: [1] } }));
  });

  it("answers null for a handler that returns nothing", async () => {
    expect(await lambda("export const handler = async () => {}").invoke("{}")).toEqual(returned(null));
  });

  it("is given a context that says what it is and how long it has", async () => {
    const told = lambda(
      `export const handler = async (_, { getRemainingTimeInMillis, ...rest }) => ({ ...rest, left: getRemainingTimeInMillis() })`,
      { memoryMb: 256 },
    );
    const answer = await told.invoke("{}");
    const context = answer.kind === "returned" ? JSON.parse(answer.payload) : answer;
    expect(context).toMatchObject({
      functionName: "worker",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:worker",
      memoryLimitInMB: "256",
      logGroupName: "/aws/lambda/worker",
      logStreamName: expect.stringMatching(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/),
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(context.left).toBeGreaterThan(0);
    expect(context.left).toBeLessThanOrEqual(3_000);
  });

  it("sees the function's environment and Lambda's, and not that of this process", async () => {
    const seen = lambda("export const handler = async () => process.env", { env: { MINE: "1" } });
    const answer = await seen.invoke("{}");
    const env = answer.kind === "returned" ? JSON.parse(answer.payload) : answer;
    expect(env).toMatchObject({ MINE: "1", AWS_REGION: "us-east-1", AWS_LAMBDA_FUNCTION_NAME: "worker" });
    expect(env._X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    expect(env).not.toHaveProperty("PATH");
  });

  it("fails with the error that the handler throws", async () => {
    const broken = lambda(`export const handler = async () => { throw new TypeError("no such mail") }`);
    expect(await broken.invoke("{}")).toEqual(failed({ errorType: "TypeError", errorMessage: "no such mail" }));
    expect(facts).toEqual([expect.objectContaining({ type: "invocation-failed" })]);
  });

  it("fails when its result is no JSON, and the environment goes on", async () => {
    const broken = lambda("let n = 0; export const handler = async () => (n++ ? n : 1n)");
    expect(await broken.invoke("{}")).toEqual(failed({ errorType: "TypeError" }));
    expect(await broken.invoke("{}")).toEqual(returned(2));
  });

  it("has its lines told before its answer, each stream by itself", async () => {
    const chatty = lambda(`export const handler = async () => {
      process.stdout.write("one\\ntwo"); console.error("oh"); process.stdout.write(Buffer.from(" halves\\n")); process.stdout.write("no end");
    }`);
    await chatty.invoke("{}");
    // Two streams have no order between them.
    expect(lines().toSorted()).toEqual(["stderr: oh", "stdout: no end", "stdout: one", "stdout: two halves"]);
    expect(lines().filter((line) => line.startsWith("stdout"))).toEqual([
      "stdout: one",
      "stdout: two halves",
      "stdout: no end",
    ]);
  });
});

describe("an environment", () => {
  it("keeps what the module remembers from one invocation to the next", async () => {
    const counter = lambda("let n = 0; export const handler = async () => ++n");
    expect(await counter.invoke("{}")).toEqual(returned(1));
    expect(await counter.invoke("{}")).toEqual(returned(2));
    expect(counter.environments).toBe(1);
  });

  it("runs one invocation at a time: two at once are two environments", async () => {
    const counter = lambda("let n = 0; export const handler = async () => ++n");
    expect(await Promise.all([counter.invoke("{}"), counter.invoke("{}")])).toEqual([returned(1), returned(1)]);
    expect(counter.environments).toBe(2);
  });

  it("is ended when an invocation takes longer than the timeout, even in an endless loop; the next has a new one", async () => {
    const stuck = lambda(
      `export const handler = async (event) => { console.log("in"); if (event.loop) for (;;); return "well" }`,
    );
    const inside = next("line");
    const answer = stuck.invoke('{"loop":true}');
    await inside;
    await clock.advance(2_999);
    expect(stuck.environments).toBe(1);
    await clock.advance(1);
    expect(await answer).toEqual(
      failed({ errorType: "Sandbox.Timedout", errorMessage: "Task timed out after 3.00 seconds" }),
    );
    expect(await stuck.invoke("{}")).toEqual(returned("well"));
  });

  it("is lost with process.exit, and only the invocation that ran fails", async () => {
    const leaving = lambda(
      "let n = 0; export const handler = async (event) => event.code === undefined ? ++n : process.exit(event.code)",
    );
    await leaving.invoke("{}");
    expect(await leaving.invoke('{"code":3}')).toEqual(
      failed({ errorType: "Runtime.ExitError", errorMessage: "Runtime exited with error: exit status 3" }),
    );
    expect(await leaving.invoke("{}")).toEqual(returned(1));
  });

  it("is lost with an error outside the handler, whose lines are still told", async () => {
    const crashing = lambda(`export const handler = () => new Promise(() => {
      console.log("before"); setImmediate(() => { throw new RangeError("outside") });
    })`);
    expect(await crashing.invoke("{}")).toEqual(failed({ errorType: "RangeError", errorMessage: "outside" }));
    expect(lines()).toEqual(["stdout: before"]);
  });

  it("is lost when its heap grows over the function's memory", async () => {
    const greedy = lambda(
      "export const handler = async () => { const all = []; for (;;) all.push(Array.from({ length: 10_000 }, (_, i) => ({ i }))) }",
      { memoryMb: 32 },
    );
    expect(await greedy.invoke("{}")).toEqual(failed({ errorType: "Runtime.OutOfMemory" }));
  });

  it("that dies between two invocations is told of, and replaced", async () => {
    const gate = await aGate();
    const trap = lambda(
      `export const handler = async () => { fetch(${JSON.stringify(gate.url)}).then(() => { throw new Error("late") }); return 1 }`,
    );
    await trap.invoke("{}");
    const lost = next("environment-lost");
    gate.open();
    expect(await lost).toMatchObject({ error: { errorMessage: "late" } });
    expect(await trap.invoke("{}")).toEqual(returned(1));
  });

  it("that the engine aborts, or the system kills, fails its invocation alone", async () => {
    const doomed = lambda(
      `export const handler = async ({ signal }) => signal ? new Promise(() => process.kill(process.pid, signal)) : "well"`,
    );
    for (const signal of ["SIGABRT", "SIGTRAP", "SIGKILL"]) {
      const error = { errorType: "Runtime.ExitError", errorMessage: `Runtime exited with error: signal: ${signal}` };
      expect(await doomed.invoke(JSON.stringify({ signal }))).toEqual(failed(error));
    }
    expect(await doomed.invoke("{}")).toEqual(returned("well"));
  });

  it("ends with all that it has started itself", async () => {
    const gate = await aGate();
    const parent = lambda(`import { spawn } from "node:child_process";
      export const handler = () => new Promise(() => {
        spawn(process.execPath, ["-e", "fetch(process.argv[1])", ${JSON.stringify(gate.url)}], { stdio: "inherit" });
      })`);
    const answer = parent.invoke("{}");
    await gate.knocked;
    await clock.advance(3_000);
    expect(await answer).toEqual(failed({ errorType: "Sandbox.Timedout" }));
    await gate.left;
  });

  it("that has nothing to do for two minutes is ended, and none that had", async () => {
    const bursty = lambda("export const handler = async () => {}");
    await Promise.all([bursty.invoke("{}"), bursty.invoke("{}")]);
    await clock.advance(60_000);
    await bursty.invoke("{}");
    await clock.advance(60_000);
    expect(bursty.environments).toBe(1);
    await clock.advance(60_000);
    expect(bursty.environments).toBe(0);
  });

  it("whose module cannot be loaded fails the invocation, and is tried anew by the next", async () => {
    const broken = lambda(`throw new Error("no database")`);
    expect(await broken.invoke("{}")).toEqual(failed({ errorMessage: "no database" }));
    expect(await broken.invoke("{}")).toEqual(failed({ errorMessage: "no database" }));
  });

  it("whose module exports no handler says so", async () => {
    expect(await lambda("export const other = 1").invoke("{}")).toEqual(
      failed({ errorType: "Runtime.HandlerNotFound" }),
    );
  });

  it("whose INIT never ends is ended after ten seconds and the timeout", async () => {
    const endless = lambda(`console.log("init"); await new Promise(() => { setInterval(() => {}, 1000) })`);
    const inside = next("line");
    const answer = endless.invoke("{}");
    await inside;
    await clock.advance(13_000);
    expect(await answer).toEqual(
      failed({ errorType: "Sandbox.Timedout", errorMessage: "INIT timed out after 13.00 seconds" }),
    );
  });
});

describe("concurrency", () => {
  const turnstile = `export const handler = (event) => new Promise((resolve) => { console.log("in " + event.n); if (!event.stay) resolve(event.n) })`;

  it("is the most environments there are; who finds none waits in line", async () => {
    const busy = lambda("let n = 0; export const handler = async () => ++n", { concurrency: 1 });
    const answers = await Promise.all([busy.invoke("{}"), busy.invoke("{}"), busy.invoke("{}")]);
    expect(answers).toEqual([returned(1), returned(2), returned(3)]);
    expect(busy.environments).toBe(1);
  });

  it("throttles who has waited long enough, without running it", async () => {
    const full = lambda(turnstile, { concurrency: 1, timeout: 60_000 });
    const inside = next("line");
    const first = full.invoke('{"n":1,"stay":true}');
    await inside;
    const second = full.invoke('{"n":2}', clock.now() + 5_000);
    await clock.advance(5_000);
    expect(await second).toEqual({ kind: "throttled" });
    await full.close();
    expect(await first).toMatchObject({ kind: "failed" });
    expect(lines()).toEqual(["stdout: in 1"]);
  });
});

describe("a change of the code", () => {
  it("gives new invocations the new code, while those that run end on the old", async () => {
    const gate = await aGate();
    const changing = lambda(
      `export const handler = async () => { await fetch(${JSON.stringify(gate.url)}); return "old" }`,
    );
    const running = changing.invoke("{}");
    await gate.knocked;
    change(changing, `export const handler = async () => "new"`);
    expect(await changing.invoke("{}")).toEqual(returned("new"));
    gate.open();
    expect(await running).toEqual(returned("old"));
    expect(changing.environments).toBe(1);
    expect(await changing.invoke("{}")).toEqual(returned("new"));
  });

  it("lets go of environments that wait with the old code", async () => {
    const changing = lambda(`export const handler = async () => "old"`);
    await changing.invoke("{}");
    expect(changing.environments).toBe(1);
    change(changing, `export const handler = async () => "new"`);
    expect(changing.environments).toBe(0);
    expect(await changing.invoke("{}")).toEqual(returned("new"));
  });
});

describe("closing", () => {
  it("ends what runs, throttles who waits and takes nothing more", async () => {
    const stuck = lambda(`export const handler = () => new Promise(() => console.log("in"))`, { concurrency: 1 });
    const inside = next("line");
    const running = stuck.invoke("{}");
    await inside;
    const waiting = stuck.invoke("{}");
    await stuck.close();
    expect(await running).toMatchObject({ kind: "failed" });
    expect(await waiting).toEqual({ kind: "throttled" });
    expect(await stuck.invoke("{}")).toEqual({ kind: "throttled" });
    expect([stuck.environments, clock.waiting]).toEqual([0, 0]);
  });
});
