import { describe, expect, it } from "vitest";
import { FrozenClock, jsonLogger, sleep, timeOfId, uuidIds } from "../../../src/runtime/index.ts";

describe("FrozenClock", () => {
  it("runs timers in the order of their times, each at its own time", async () => {
    const clock = new FrozenClock(1_000);
    const seen: string[] = [];
    clock.after(200, () => seen.push(`b at ${clock.now()}`));
    clock.after(100, () => {
      seen.push(`a at ${clock.now()}`);
      clock.after(50, () => seen.push(`nested at ${clock.now()}`));
    });
    clock.after(500, () => seen.push("too early"));
    await clock.advance(300);
    expect(seen).toEqual(["a at 1100", "nested at 1150", "b at 1200"]);
    expect(clock.now()).toBe(1_300);
    expect(clock.waiting).toBe(1);
  });

  it("forgets a cancelled timer", async () => {
    const clock = new FrozenClock();
    clock.after(10, () => expect.unreachable()).cancel();
    await clock.advance(100);
    expect(clock.waiting).toBe(0);
  });

  it("lets promises run on between two timers", async () => {
    const clock = new FrozenClock(0);
    const seen: number[] = [];
    const loop = async () => {
      for (let i = 0; i < 3; i++) {
        await sleep(clock, 10);
        seen.push(clock.now());
      }
    };
    const done = loop();
    await clock.advance(30);
    await done;
    expect(seen).toEqual([10, 20, 30]);
  });
});

describe("sleep", () => {
  it("rejects with the signal's reason, and leaves no timer behind", async () => {
    const clock = new FrozenClock();
    const controller = new AbortController();
    const sleeping = sleep(clock, 1_000, controller.signal);
    controller.abort("enough");
    await expect(sleeping).rejects.toBe("enough");
    expect(clock.waiting).toBe(0);
    await expect(sleep(clock, 1, AbortSignal.abort("before"))).rejects.toBe("before");
  });
});

describe("ids", () => {
  it("carry their own time", () => {
    const clock = new FrozenClock(Date.UTC(2026, 10, 21));
    expect(timeOfId(uuidIds(clock)())).toBe(Date.UTC(2026, 10, 21));
    expect(timeOfId("11111111-1111-4111-8111-111111111111")).toBeUndefined();
  });

  it("are the same again from the same randomness", () => {
    const clock = new FrozenClock(0);
    expect(uuidIds(clock, () => 0.5)()).toBe(uuidIds(clock, () => 0.5)());
  });
});

describe("jsonLogger", () => {
  const lines: string[] = [];
  const logger = (level?: "warn") =>
    jsonLogger({ clock: new FrozenClock(0), sink: (line) => lines.push(line), ...(level ? { level } : {}) });

  it("writes one object a line, with the fields of its parents", () => {
    logger().child({ id: "1" }).child({ task: "add" }).info({ attempt: 2 }, "done");
    expect(JSON.parse(lines.pop() ?? "")).toEqual({
      time: "1970-01-01T00:00:00.000Z",
      level: "info",
      message: "done",
      id: "1",
      task: "add",
      attempt: 2,
    });
  });

  it("leaves out what is below its level", () => {
    logger("warn").info({}, "quiet");
    expect(lines).toEqual([]);
  });

  it("never fails on what JSON cannot say", () => {
    const circle: Record<string, unknown> = { big: 1n, run() {} };
    circle.self = circle;
    circle.twice = [circle.big, circle.big];
    logger().error({ circle, error: new Error("broken", { cause: "why" }) }, "odd");
    const line = JSON.parse(lines.pop() ?? "");
    expect(line.circle).toMatchObject({ big: "1", self: "[circular]", twice: ["1", "1"] });
    expect(line.error).toMatchObject({
      message: "broken",
      cause: "why",
      stack: expect.stringContaining("runtime.test.ts"),
    });
  });
});
