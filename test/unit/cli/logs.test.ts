import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../src/aws/logs/index.ts";
import { mergeByTime } from "../../../src/cli/logs/merge-by-time.ts";
import { renderLogEvent } from "../../../src/cli/logs/render-log-event.ts";
import { type LogSource, showLogs } from "../../../src/cli/logs/show-logs.ts";
import { plain } from "../../../src/cli/paint.ts";
import { embeddedEndpoint } from "../../contract/embedded-world.ts";
import { run, TestShell } from "./run-in-process.ts";

const event = (at: number, text = `line ${at}`): LogEvent => ({ id: `${text}@${at}`, at, stream: "s", text });
const log = (events: readonly LogEvent[], asked: number[] = []): LogSource =>
  async function* (from) {
    asked.push(from);
    yield* events.filter(({ at }) => at >= from);
  };

describe("logs of several functions", () => {
  it("are printed in the order of time", async () => {
    const shell = new TestShell([]);
    const sources = [log([event(1), event(4), event(5)]), log([]), log([event(2), event(3), event(6)])];
    await showLogs(shell, sources, 2, false, ({ text }) => text);
    expect(shell.out).toBe("line 2\nline 3\nline 4\nline 5\nline 6\n");
  });

  it("are read no further ahead than is printed", async () => {
    let read = 0;
    const endless = async function* () {
      for (;;) yield event(++read);
    };
    for await (const { at } of mergeByTime([endless()])) if (at === 3) break;
    expect(read).toBe(3);
  });
});

describe("a log that is followed", () => {
  it("prints what comes, also what comes late, each line once, until a signal", async () => {
    const shell = new TestShell([]);
    const start = shell.clock.now();
    const events = [event(start - 5_000, "old")];
    const asked: number[] = [];
    const shown = showLogs(shell, [log(events, asked)], start - 60_000, true, ({ text }) => text);
    await shell.clock.advance(2_000);
    expect(shell.out).toBe("old\n");

    events.push(event(start + 1_000, "new"));
    await shell.clock.advance(2_000);
    events.unshift(event(start - 1_000, "late"));
    await shell.clock.advance(2_000);

    expect(shell.out).toBe("old\nnew\nlate\n");
    expect(asked[1]).toBe(start - 30_000);
    shell.signal("SIGINT");
    await shown;
  });
});

describe("a line of a function's log", () => {
  it("is shown as a worker shows it, where it is one of Lovage's", () => {
    const at = Date.UTC(2026, 10, 21, 13);
    const entry = { time: "2026-11-21T13:00:00.000Z", level: "info", message: "task succeeded", task: "add", id: "7" };
    expect(renderLogEvent(event(at, JSON.stringify({ ...entry, attempt: 1 })), plain)).toBe(
      "2026-11-21T13:00:00.000Z INFO  add[7] task succeeded attempt=1",
    );
  });

  it.each(["REPORT RequestId: 1 Duration: 2 ms", '{"level":"loud","message":"x"}', "[1]", "{"])(
    "is shown as it is, where it is another: %s",
    (text) => {
      expect(renderLogEvent(event(0, text), plain)).toBe(`1970-01-01T00:00:00.000Z ${text}`);
    },
  );
});

describe("lovage logs", () => {
  it("says where the log is when there is no function", async () => {
    const { endpoint, close } = await embeddedEndpoint();
    const ran = await run(["logs", "--name", "shop", "--endpoint", endpoint]);
    await close();
    expect(ran).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("log to their own output") });
  });

  it("refuses a time that is none", async () => {
    expect(await run(["logs", "--name", "shop", "--since", "soon"])).toMatchObject({ code: 2 });
  });
});
