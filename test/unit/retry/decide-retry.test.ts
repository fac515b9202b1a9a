import { describe, expect, it } from "vitest";
import { LovageError } from "../../../src/errors/index.ts";
import { decideRetry, Retry, RetryAfter, type RetryOptions, retryPolicy, wait } from "../../../src/retry/index.ts";

const policy = (options?: RetryOptions | number | false) => retryPolicy('task "add"', options);
const decide = (options: RetryOptions | number | false | undefined, thrown: unknown, failures = 0) =>
  decideRetry(policy(options), { task: "add", failures, thrown, now: 1_000_000, random: 0.5 });

class Refused extends Error {}

describe("the wait", () => {
  const waits = (options: RetryOptions, random = 0.5) =>
    [0, 1, 2, 3].map((failures) => wait(policy(options), { failures, random }));

  it("is always the same, grows by itself, or doubles", () => {
    expect(waits({ backoff: "fixed", delay: "2s", jitter: "none" })).toEqual([2_000, 2_000, 2_000, 2_000]);
    expect(waits({ backoff: "linear", delay: "2s", jitter: "none" })).toEqual([2_000, 4_000, 6_000, 8_000]);
    expect(waits({ backoff: "exponential", delay: "2s", jitter: "none" })).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  it("is capped before it is jittered", () => {
    expect(waits({ delay: "1m", cap: "90s", jitter: "none" })).toEqual([60_000, 90_000, 90_000, 90_000]);
    expect(waits({ delay: "1m", cap: "90s", jitter: "full" }, 0.999)[3]).toBeLessThanOrEqual(90_000);
    expect(wait(policy({ max: Number.POSITIVE_INFINITY, jitter: "none" }), { failures: 5_000, random: 0 })).toBe(
      600_000,
    );
  });

  it("is anywhere below it with full jitter, and in its upper half with equal jitter", () => {
    expect(waits({ delay: 1_000, jitter: "full" }, 0)[0]).toBe(0);
    expect(waits({ delay: 1_000, jitter: "full" }, 0.25)[0]).toBe(250);
    expect(waits({ delay: 1_000, jitter: "equal" }, 0)[0]).toBe(500);
    expect(waits({ delay: 1_000, jitter: "equal" }, 1)[0]).toBe(1_000);
  });
});

describe("the decision", () => {
  it("gives up at once without a policy, as Celery does", () => {
    expect(decide(undefined, new Error("x"))).toMatchObject({ retry: false });
    expect(decide(false, new Error("x"))).toMatchObject({ retry: false });
  });

  it("retries as often as max says", () => {
    const options: RetryOptions = { max: 2, delay: "1s", jitter: "none" };
    expect(decide(options, new Error("x"), 0)).toMatchObject({ retry: true, at: 1_001_000 });
    expect(decide(options, new Error("x"), 1)).toMatchObject({ retry: true, at: 1_002_000 });
    expect(decide(options, new Error("x"), 2)).toMatchObject({ retry: false });
    expect(decide(0, new Error("x"))).toMatchObject({ retry: false });
    expect(decide(1, new Error("x"))).toMatchObject({ retry: true });
  });

  it("retries only what retryOn names, by class, name, code or function", () => {
    const coded = Object.assign(new Error("x"), { code: "ECONNRESET" });
    expect(decide({ retryOn: Refused }, new Refused())).toMatchObject({ retry: true });
    expect(decide({ retryOn: Refused }, new Error("x"))).toMatchObject({ retry: false });
    expect(decide({ retryOn: ["TypeError", "ECONNRESET"] }, coded)).toMatchObject({ retry: true });
    expect(decide({ retryOn: (error) => error === coded }, coded)).toMatchObject({ retry: true });
    expect(decide({ retryOn: Error }, new Refused())).toMatchObject({ retry: true });
  });

  it("gives up on what giveUpOn names, whatever retryOn says", () => {
    expect(decide({ giveUpOn: Refused }, new Refused())).toMatchObject({ retry: false });
    expect(
      decide({ retryOn: Error, giveUpOn: "Refused" }, Object.assign(new Refused(), { name: "Refused" })),
    ).toMatchObject({ retry: false });
    expect(decide({ giveUpOn: Refused }, new RetryAfter("1s"))).toMatchObject({ retry: true });
  });

  it("lets an error carry its own delay, even without a policy", () => {
    expect(decide(undefined, new RetryAfter("30s"))).toMatchObject({ retry: true, at: 1_030_000 });
    expect(decide({ delay: "1h" }, new RetryAfter(new Date(1_005_000)))).toMatchObject({ retry: true, at: 1_005_000 });
    expect(decide(undefined, new RetryAfter(new Date(0)))).toMatchObject({ retry: true, at: 1_000_000 });
    expect(decide(undefined, new RetryAfter("30s"), 3)).toMatchObject({ retry: false });
  });

  it("does as a task asks, and fails with its cause when no retry is left", () => {
    const cause = new Error("the reason");
    expect(decide(undefined, new Retry({ countdown: "1m" }))).toMatchObject({ retry: true, at: 1_060_000 });
    expect(decide(undefined, new Retry())).toMatchObject({ retry: true, at: 1_180_000 });
    expect(decide(undefined, new Retry({ max: 9 }), 8)).toMatchObject({ retry: true });
    expect(decide(undefined, new Retry({}, { cause }), 3)).toEqual({ retry: false, error: cause });
    const out = decide(undefined, new Retry(), 3);
    expect(LovageError.is(out.error, "MAX_RETRIES_EXCEEDED")).toBe(true);
  });
});

describe("retryPolicy", () => {
  it("refuses what it does not know", () => {
    expect(() => policy({ maxRetries: 5 } as never)).toThrow("UNKNOWN_OPTION");
    expect(() => policy({ max: -1 })).toThrow("INVALID_OPTION");
    expect(() => policy({ backoff: "quadratic" as never })).toThrow('one of "fixed", "linear", "exponential"');
    expect(() => policy({ retryOn: [42 as never] })).toThrow("INVALID_OPTION");
  });
});
