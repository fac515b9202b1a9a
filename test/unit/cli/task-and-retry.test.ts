import { describe, expect, it } from "vitest";
import { plain } from "../../../src/cli/paint.ts";
import { renderRetried } from "../../../src/cli/retry/render-retried.ts";
import { aShopWorld } from "./a-shop-world.ts";

describe("lovage task", () => {
  it("shows how it went, each attempt on its way there, and who sent it", async () => {
    const { app, world, run, json } = aShopWorld();
    app.task("parent", { bind: true }, async (task) => {
      await app.sendTask("mail.send", [], { taskId: "mail-1" });
      return task.id;
    });
    await app.sendTask("parent", [], { taskId: "above" });
    await world.advance("2m");
    const { code, stdout } = await run("task", "mail-1");
    expect(code).toBe(1);
    expect(stdout).toContain("state     FAILURE\n");
    expect(stdout.slice(stdout.indexOf("kept"))).toMatchInlineSnapshot(`
      "kept      until 2026-01-03T03:05:00.000Z

      ATTEMPT  STATE    STARTED                   AFTER    TOOK  WORKER
      1        RETRY    2026-01-02T03:04:00.000Z  +0.0 s   0 ms  test
      2        FAILURE  2026-01-02T03:05:00.000Z  +60.0 s  0 ms  test

      SENT BY  STATE    ID
      parent   SUCCESS  above
      "
    `);
    const view = await json("task", "mail-1");
    expect(view).toMatchObject({
      ...{ id: "mail-1", state: "FAILURE", parentId: "above", rootId: "above" },
      attempts: [
        { attempt: 1, state: "RETRY", worker: "test" },
        { attempt: 2, state: "FAILURE" },
      ],
      above: [{ id: "above", task: "parent", state: "SUCCESS" }],
    });
  });

  it("says of a task of which nothing is known that it is PENDING", async () => {
    const { run } = aShopWorld();
    expect(await run("task", "nobody")).toMatchObject({ code: 3, stdout: expect.stringContaining("PENDING") });
  });
});

describe("lovage retry", () => {
  it("sends failed tasks back, and says of each what became of it", async () => {
    const { app, world, run, json } = aShopWorld();
    await app.sendTask("mail.send", [], { taskId: "mail-1" });
    await app.sendTask("add", [1, 1], { taskId: "sum-1" });
    await world.advance("2m");
    const { code, stdout } = await run("retry", "mail-1", "sum-1", "nobody", "mail-1");
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "mail-1  retried: its message is on the queue "mail" again, with a fresh budget of attempts
      sum-1  not retried: it is SUCCESS, which leaves no dead letter. Send the task anew
      nobody  not retried: nothing is known of it: no worker has begun it, or there is no such task
      "
    `);
    expect(await world.adapters.broker.depth("mail")).toMatchObject({ visible: 1 });
    // Its letter is gone now, and its record says FAILURE until a worker takes the message.
    expect(await json("retry", "mail-1")).toEqual({
      tasks: [{ id: "mail-1", outcome: "no letter", state: "FAILURE" }],
    });
    await world.advance("2m");
    expect(await run("retry", "mail-1")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("retried: its message"),
    });
  });

  it.each([
    [{ outcome: "refused", problem: "it is the tick of a rule" }, "not retried: it is the tick of a rule"],
    [{ outcome: "no letter", state: "RETRY" }, "it waits for its next attempt, which comes by itself"],
    [{ outcome: "no letter", state: "STARTED" }, "it is STARTED: it is not over"],
    [{ outcome: "no letter", state: "FAILURE" }, "its dead letter is gone"],
  ] as const)("tells of %j", (what, said) => {
    expect(renderRetried({ id: "1", ...what }, plain)).toContain(said);
  });
});
