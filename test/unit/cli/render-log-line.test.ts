import { describe, expect, it } from "vitest";
import { lineLogger } from "../../../src/cli/line-logger.ts";
import { plain } from "../../../src/cli/paint.ts";
import { narrateAttempts } from "../../../src/cli/worker/narrate-attempts.ts";
import { FrozenClock, type LogLevel } from "../../../src/runtime/index.ts";
import type { TaskContext } from "../../../src/task/index.ts";

function logged(level: LogLevel = "debug") {
  const lines: string[] = [];
  const logger = lineLogger({ clock: new FrozenClock(), level, sink: (line) => lines.push(line), paint: plain });
  return { lines, logger };
}

describe("a line of the log for people", () => {
  it("says when, how grave, whose line it is, what, and the rest", () => {
    const { lines, logger } = logged();
    logger
      .child({ id: "i1", task: "mail.send-welcome", attempt: 2 })
      .info({ to: "ada@example.com", why: "she asked" }, "sending");
    expect(lines).toMatchInlineSnapshot(`
      [
        "2026-01-01T00:00:00.000Z INFO  mail.send-welcome[i1] sending attempt=2 to=ada@example.com why="she asked"",
      ]
    `);
  });

  it("shows an error's stack below it, thrown or recorded", () => {
    const { lines, logger } = logged();
    logger.error(
      {
        id: "i1",
        task: "add",
        error: { name: "TypeError", message: "no", stack: "TypeError: no\n    at add (tasks.ts:1:1)" },
      },
      "task failed",
    );
    logger.warn({ error: "ECONNREFUSED" }, "will be retried");
    logger.warn({ error: { name: "TypeError", message: "no" } }, "without a stack");
    expect(lines).toMatchInlineSnapshot(`
      [
        "2026-01-01T00:00:00.000Z ERROR add[i1] task failed
          TypeError: no
              at add (tasks.ts:1:1)",
        "2026-01-01T00:00:00.000Z WARN  will be retried error=ECONNREFUSED",
        "2026-01-01T00:00:00.000Z WARN  without a stack
          TypeError: no",
      ]
    `);
  });

  it("cuts what is long and survives what is circular", () => {
    const { lines, logger } = logged();
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    logger.info({ text: "x".repeat(1_000), circular }, "odd");
    expect(lines[0]).toContain(`text=${"x".repeat(300)}… `);
    expect(lines[0]).toContain("[Circular");
  });

  it("is left out below the level", () => {
    const { lines, logger } = logged("warn");
    logger.info({}, "quiet");
    logger.child({ a: 1 }).debug({}, "quiet");
    logger.warn({}, "loud");
    expect(lines).toHaveLength(1);
  });
});

describe("the story of an attempt", () => {
  const context = { id: "i1", name: "add", attempt: 1, queue: "default" } as TaskContext;

  it("begins when the task is received, and ends with what it returned", async () => {
    const { lines, logger } = logged();
    const story = narrateAttempts(logger);
    await story.middleware(context, async () => 8);
    story.logger.info({ id: "i1", task: "add", attempt: 1, runtime: 2 }, "task succeeded");
    story.logger.info({ id: "i1", task: "add", attempt: 1, runtime: 2 }, "task succeeded");
    expect(lines).toMatchInlineSnapshot(`
      [
        "2026-01-01T00:00:00.000Z INFO  add[i1] task received attempt=1 queue=default",
        "2026-01-01T00:00:00.000Z INFO  add[i1] task succeeded attempt=1 runtime=2ms result=8",
        "2026-01-01T00:00:00.000Z INFO  add[i1] task succeeded attempt=1 runtime=2ms",
      ]
    `);
  });

  it("does not show what an earlier attempt returned", async () => {
    const { lines, logger } = logged();
    const story = narrateAttempts(logger);
    await story.middleware(context, async () => "first");
    await story.middleware(context, async () => undefined);
    story.logger.info({ id: "i1", task: "add", attempt: 2, runtime: 2 }, "task succeeded");
    expect(lines.at(-1)).not.toContain("result");
  });

  it("lets pass what the task throws", async () => {
    const { logger } = logged();
    await expect(narrateAttempts(logger).middleware(context, () => Promise.reject(new Error("no")))).rejects.toThrow(
      "no",
    );
  });
});
