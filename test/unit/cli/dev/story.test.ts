import { describe, expect, it } from "vitest";
import { readResultLine, resultLine } from "../../../../src/cli/dev/result-line.ts";
import { storyTeller } from "../../../../src/cli/dev/story.ts";
import { lineLogger } from "../../../../src/cli/line-logger.ts";
import { plain } from "../../../../src/cli/paint.ts";
import { renderLogLine } from "../../../../src/cli/render-log-line.ts";
import type { CloudFact } from "../../../../src/dev/index.ts";
import { encodeTemplate } from "../../../../src/message/index.ts";
import { FrozenClock, jsonLogger } from "../../../../src/runtime/index.ts";

const body = JSON.stringify({ headers: { id: "i1", task: "add" }, properties: {}, body: "[[4,4],{},{}]" });
const line = (text: string): CloudFact => ({ function: "f", type: "line", stream: "stdout", line: text });
const logged = (message: string, fields: object) =>
  line(JSON.stringify({ time: "2026-01-01T00:00:01.000Z", level: "info", message, ...fields }));

/** What is printed of these facts, for people or for programs. */
function told(facts: readonly CloudFact[], options: { json?: boolean } = {}): string[] {
  const lines: string[] = [];
  const sink = (text: string) => void lines.push(text);
  const clock = new FrozenClock();
  const tell = options.json
    ? storyTeller({ logger: jsonLogger({ clock, sink }), sink })
    : storyTeller({
        logger: lineLogger({ clock, level: "info", sink, paint: plain }),
        sink,
        render: (one) => renderLogLine(one, plain),
      });
  for (const fact of facts) tell(fact);
  return lines;
}

const received = (receiveCount: number): CloudFact => ({
  function: "f",
  type: "batch-invoked",
  queue: "shop-default",
  messages: [{ id: "m", body, receiveCount }],
});
const result = (value: unknown) => line(resultLine("i1", value).trim());

describe("the story for people", () => {
  it("is of a task that is received, and succeeds with its result", () => {
    expect(
      told([received(1), result(8), logged("task succeeded", { id: "i1", task: "add", attempt: 1, runtime: 12 })]),
    ).toEqual([
      "2026-01-01T00:00:00.000Z INFO  add[i1] task received queue=shop-default",
      "2026-01-01T00:00:01.000Z INFO  add[i1] task succeeded attempt=1 runtime=12ms result=8",
    ]);
  });

  it("says how often a message was received before", () => {
    expect(told([received(3)])[0]).toMatch(/receives=3$/);
  });

  it("gives a result to the line that ends its task, and to no other", () => {
    const others = [
      logged("sending", { id: "i1", task: "add" }),
      logged("task succeeded", { id: "i2", task: "add", runtime: 1 }),
    ];
    expect(told([result(8), ...others]).filter((text) => text.includes("result"))).toEqual([]);
  });

  it("leaves what is no log line as it is", () => {
    const texts = ["hello", '{"a":1}', "{broken", '{"time":"noon","level":"info","message":"x"}', "[1]", "null"];
    expect(told(texts.map(line))).toEqual(texts);
  });

  it("names messages that nobody can read by nothing: the worker says what becomes of them", () => {
    expect(told([{ ...received(1), messages: [{ id: "m", body: "garbage", receiveCount: 1 }] } as CloudFact])).toEqual(
      [],
    );
  });

  it("tells why a batch comes back", () => {
    const error = { errorType: "Sandbox.Timedout", errorMessage: "Task timed out after 3.00 seconds" };
    const returned = ["m1", "m2"];
    const facts: CloudFact[] = [
      { function: "f", type: "invocation-failed", requestId: "r", error },
      {
        function: "f",
        type: "batch-failed",
        queue: "q",
        returned,
        problem: "Sandbox.Timedout: Task timed out",
        visibleAt: {},
      },
      { function: "f", type: "environment-lost", error: { ...error, trace: ["Error: late", "    at x"] } },
      { function: "f", type: "batch-throttled", queue: "q", returned },
      { function: "f", type: "delete-refused", queue: "q", id: "m1", problem: "expired" },
    ];
    const at = "2026-01-01T00:00:00.000Z";
    expect(told(facts)).toEqual([
      `${at} ERROR worker failed\n    Sandbox.Timedout: Task timed out after 3.00 seconds`,
      `${at} WARN  batch will be redelivered queue=q messages=2 reason="Sandbox.Timedout: Task timed out"`,
      `${at} ERROR worker died between two batches\n    Error: late\n        at x`,
      `${at} WARN  batch waited too long for a worker, and will be redelivered queue=q messages=2`,
      `${at} WARN  message was handled, and will be redelivered queue=q messageId=m1 reason=expired`,
    ]);
  });
});

describe("the story of a worker that died", () => {
  const died = (...ids: string[]): CloudFact => ({
    function: "f",
    type: "batch-failed",
    queue: "default",
    returned: ids,
    problem: "Runtime.ExitError: exit status 1",
    visibleAt: { m: Date.UTC(2026, 0, 1, 0, 1, 10) },
  });

  it("names the task, and says when it is taken up again", () => {
    expect(told([received(1), died("m")]).slice(1)).toEqual([
      '2026-01-01T00:00:00.000Z WARN  batch will be redelivered queue=default messages=1 reason="Runtime.ExitError: exit status 1"',
      "2026-01-01T00:00:00.000Z WARN  add[i1] task was cut short, and is taken up again when its lease is over at=2026-01-01T00:01:10.000Z",
    ]);
  });

  it.each([{ json: false }, { json: true }])("does not name one whose attempt had ended (%o)", (options) => {
    const ended = logged("task succeeded", { id: "i1", task: "add", runtime: 3 });
    expect(told([received(1), ended, died("m")], options).join()).not.toContain("cut short");
  });

  it("knows nothing of batches that were answered", () => {
    const answered = { function: "f", type: "batch-answered", queue: "default", returned: [], handled: ["m"] } as const;
    expect(told([received(1), answered, died("m")]).join()).not.toContain("cut short");
  });
});

/** The message of a tick, as EventBridge sends it. */
function tickBody(more: { window?: number } = {}): string {
  const embed = { callbacks: null, errbacks: null, chain: null, chord: null };
  const message = {
    id: "say-hello",
    task: "add",
    args: [],
    kwargs: {},
    embed,
    retries: 0,
    ignoreResult: false,
    hops: 0,
  };
  return encodeTemplate({ ...message, headers: {}, tick: { schedule: "say hello", ...more } }, "2026-01-01T04:30:00Z");
}

describe("the story of ticks", () => {
  const at = "2026-01-01T00:00:00.000Z";
  const tick = {
    type: "tick",
    source: "arn:aws:events:us-east-1:000000000000:rule/lovage-shop.say-hello",
    name: "lovage-shop.say-hello-1a2b",
    target: "arn:aws:sqs:us-east-1:000000000000:shop-default",
    scheduledAt: Date.UTC(2026, 0, 1, 4, 30),
    outcome: "delivered",
    body: tickBody(),
  } as const satisfies CloudFact;
  const reason = "NonExistentQueue: gone";

  it("names schedule and task, as the app does", () => {
    expect(told([tick])).toEqual([`${at} INFO  tick say hello → add`]);
    expect(JSON.parse(told([tick], { json: true })[0] ?? "")).toMatchObject({
      message: "tick",
      schedule: "say hello",
      task: "add",
      scheduledAt: "2026-01-01T04:30:00.000Z",
    });
  });

  it("says why one was not delivered, and what became of it", () => {
    const failed = { ...tick, problem: reason };
    expect(
      told([
        { ...failed, outcome: "dropped" },
        { ...failed, outcome: "dead-lettered" },
      ]),
    ).toEqual([
      `${at} WARN  tick say hello → add was dropped queue=shop-default reason="${reason}"`,
      `${at} WARN  tick say hello → add is with the dead letters queue=shop-default reason="${reason}"`,
    ]);
  });

  it("leaves the message of a minute's ticks to the line of the tick", () => {
    const invoked = (text: string) =>
      ({ ...received(1), messages: [{ id: "m", body: text, receiveCount: 1 }] }) as CloudFact;
    expect(told([invoked(tickBody({ window: 60 }))])).toEqual([]);
    expect(told([invoked(tickBody())])).toEqual([
      `${at} INFO  add[say-hello@2026-01-01T04:30:00Z] task received queue=shop-default`,
    ]);
  });

  it("calls one that is none of ours by its rule and its target", () => {
    expect(told([{ ...tick, name: "nightly-backup", body: "wake up" }])).toEqual([
      `${at} INFO  tick nightly-backup → arn:aws:sqs:us-east-1:000000000000:shop-default`,
    ]);
  });

  it("calls a task that EventBridge has kept for a long countdown what it is", () => {
    expect(told([{ ...tick, body }])).toEqual([`${at} INFO  add[i1] delayed task is sent`]);
  });

  it("is one line for each schedule of which a night's ticks were missed", async () => {
    const lines: string[] = [];
    const sink = (text: string) => void lines.push(text);
    const tell = storyTeller({
      logger: lineLogger({ clock: new FrozenClock(), level: "info", sink, paint: plain }),
      sink,
    });
    for (let minute = 0; minute < 480; minute++) {
      tell({ ...tick, body: undefined as never, outcome: "missed", scheduledAt: minute * 60_000 });
    }
    await Promise.resolve();
    expect(lines).toEqual([
      `${at} WARN  ticks were missed: this machine slept, or was stopped schedule=say-hello-1a2b ticks=480 last=1970-01-01T07:59:00.000Z`,
    ]);
  });
});

describe("the story for programs", () => {
  it("is JSON, and the function's own lines", () => {
    const lines = told([received(1), logged("task succeeded", { id: "i1" }), line("hello")], { json: true });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ message: "task received", id: "i1", task: "add" });
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ message: "task succeeded", id: "i1" });
    expect(lines[2]).toBe("hello");
  });
});

describe("a result on its way through the log", () => {
  const through = (value: unknown) => readResultLine(JSON.parse(resultLine("i", value)))?.result;

  it("arrives as it is when it is small JSON", () => {
    expect([through({ a: [1] }), through("x"), through(0), through(null)]).toEqual([{ a: [1] }, "x", 0, null]);
  });

  it("arrives as what it looks like when it is large, or no JSON", () => {
    expect(through("x".repeat(10_000))).toMatch(/^'x{299}…$/);
    expect(through({ big: 1n })).toBe("{ big: 1n }");
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(through(circle)).toBe("<ref *1> { self: [Circular *1] }");
  });

  it("is not read from any other line", () => {
    expect(readResultLine({ message: "x", result: 1 })).toBeUndefined();
  });
});
