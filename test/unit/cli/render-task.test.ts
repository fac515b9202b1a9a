import { describe, expect, it } from "vitest";
import { plain } from "../../../src/cli/paint.ts";
import { exitCodeOfTask } from "../../../src/cli/result/exit-code-of-task.ts";
import { renderTask } from "../../../src/cli/result/render-task.ts";
import { viewTask } from "../../../src/cli/result/task-view.ts";
import type { TaskRecord } from "../../../src/lifecycle/index.ts";
import { encodeValue } from "../../../src/message/index.ts";

const start = Date.UTC(2026, 0, 1);
const base = {
  id: "0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11",
  task: "add",
  queue: "default",
  attempt: 2,
  failures: 1,
  cuts: 0,
  base: 0,
  startedAt: start,
  expiresAt: 0,
};
const shown = (record: TaskRecord | undefined) => renderTask(viewTask(base.id, record, start + 60_000), plain);

describe("a task on the screen", () => {
  it("that succeeded shows its result and how long it took", () => {
    const result = encodeValue({ sum: 8, parts: [4, 4] }, "the result");
    expect(shown({ ...base, state: "SUCCESS", finishedAt: start + 12, result })).toMatchInlineSnapshot(`
      "id        0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11
      state     SUCCESS
      task      add (queue default)
      attempt   2
      started   2026-01-01T00:00:00.000Z
      finished  2026-01-01T00:00:00.012Z (took 12 ms)
      result    {
                  "sum": 8,
                  "parts": [
                    4,
                    4
                  ]
                }
      "
    `);
  });

  it("that failed shows the stack of the worker and the causes", () => {
    const cause = { name: "Error", message: "socket hang up" };
    const error = {
      name: "TypeError",
      message: "no price",
      stack: "TypeError: no price\n    at report (tasks.ts:9:3)",
      cause,
    };
    expect(shown({ ...base, state: "FAILURE", finishedAt: start + 12, error })).toMatchInlineSnapshot(`
      "id        0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11
      state     FAILURE
      task      add (queue default)
      attempt   2
      started   2026-01-01T00:00:00.000Z
      finished  2026-01-01T00:00:00.012Z (took 12 ms)
      error     TypeError: no price
                    at report (tasks.ts:9:3)
                caused by: Error: socket hang up
      "
    `);
  });

  it("that is to be retried shows when, and what went wrong", () => {
    const error = { name: "Error", message: "not yet" };
    expect(shown({ ...base, state: "RETRY", retryAt: start + 5_000, error })).toMatchInlineSnapshot(`
      "id        0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11
      state     RETRY
      task      add (queue default)
      attempt   2
      started   2026-01-01T00:00:00.000Z
      next try  2026-01-01T00:00:05.000Z
      error     Error: not yet
      "
    `);
  });

  it("that reports a state of its own shows that and its meta", () => {
    const progress = { state: "PROGRESS", meta: encodeValue({ done: 3, of: 10 }, "meta") };
    expect(
      shown({ ...base, state: "STARTED", owner: "o", leaseUntil: start + 60_000, progress }),
    ).toMatchInlineSnapshot(`
      "id        0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11
      state     PROGRESS
      task      add (queue default)
      attempt   2
      started   2026-01-01T00:00:00.000Z
      meta      {
                  "done": 3,
                  "of": 10
                }
      "
    `);
  });

  it("whose worker is lost says so, and when it runs again, and how far it was", () => {
    const progress = { state: "PROGRESS", meta: encodeValue(0.5, "meta") };
    const lost = { ...base, state: "STARTED", owner: "o", leaseUntil: start + 59_999, progress } as const;
    expect(shown(lost)).toMatchInlineSnapshot(`
      "id        0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11
      state     LOST: its worker died or was cut; it runs again when its message comes back (about 2026-01-01T00:01:59.999Z)
      task      add (queue default)
      attempt   2
      started   2026-01-01T00:00:00.000Z
      meta      0.5
      "
    `);
    expect(shown({ ...lost, revokeReason: "wrong month" })).toContain("; it is REVOKED when its message comes back");
  });

  it("that is revoked while it runs says why, and what becomes of it", () => {
    const running = {
      ...base,
      state: "STARTED",
      owner: "o",
      leaseUntil: start + 60_000,
      revokeReason: "wrong month",
    } as const;
    expect(shown(running)).toMatch(/^state {5}STARTED$[\s\S]*^revoked {3}wrong month \(may finish, is not retried\)$/m);
    expect(shown({ ...running, terminate: true })).toMatch(/^revoked {3}wrong month \(being ended\)$/m);
  });

  it("that was revoked shows the reason", () => {
    expect(shown({ ...base, state: "REVOKED", finishedAt: start, reason: "it expired" })).toContain(
      "reason    it expired\n",
    );
  });

  it("that ended before an attempt has no start, and no name where only its id was known", () => {
    const revoked = { ...base, task: "", attempt: 0, state: "REVOKED", finishedAt: start, reason: "revoked" } as const;
    expect(shown(revoked)).toMatchInlineSnapshot(`
      "id        0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11
      state     REVOKED
      attempt   none
      finished  2026-01-01T00:00:00.000Z
      reason    revoked
      "
    `);
  });

  it("of which nothing is known says what that may mean", () => {
    expect(shown(undefined)).toMatchInlineSnapshot(`
      "id        0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11
      state     PENDING: no worker has started it, or there is no such task
      "
    `);
  });

  it("has its results as plain JSON, whatever type they were", () => {
    const value = { at: new Date(start), bytes: new Uint8Array([1, 2, 255]), big: 2n ** 64n };
    const result = encodeValue(value, "the result");
    const view = viewTask(base.id, { ...base, state: "SUCCESS", finishedAt: start, result }, start);
    expect(view.result).toEqual({ at: "2026-01-01T00:00:00.000Z", bytes: "AQL/", big: "18446744073709551616" });
  });
});

describe("the exit code for a task", () => {
  it.each([
    ["SUCCESS", 0],
    ["IGNORED", 0],
    ["FAILURE", 1],
    ["REVOKED", 1],
    ["PENDING", 3],
    ["STARTED", 3],
    ["RETRY", 3],
    ["PROGRESS", 3],
    ["LOST", 3],
  ])("that is %s is %i", (state, code) => {
    expect(exitCodeOfTask(state)).toBe(code);
  });
});
