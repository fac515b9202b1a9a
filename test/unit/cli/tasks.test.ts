import { describe, expect, it } from "vitest";
import { run } from "./run-in-process.ts";

const file = "test/unit/cli/shop-tasks.ts";

describe("lovage tasks", () => {
  it("lists the tasks of a module", async () => {
    const { code, stdout, stderr } = await run(["tasks", file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "shop: 3 tasks

      TASK    QUEUE    RETRY  TIME LIMIT  TRACK
      add     default  none   none        full
        Adds two numbers.
      report  default  none   none        full
      hold    slow     none   none        full
        also known as hold-on
      "
    `);
  });

  it("lists them as one JSON document", async () => {
    const { stdout } = await run(["tasks", file, "--json"]);
    const { app, tasks } = JSON.parse(stdout);
    expect([app, tasks.map(({ name, queue }: { name: string; queue: string }) => [name, queue])]).toEqual([
      "shop",
      [
        ["add", "default"],
        ["report", "default"],
        ["hold", "slow"],
      ],
    ]);
  });

  it("says when a file is not there, or exports no app", async () => {
    expect(await run(["tasks", "test/unit/cli/nowhere.ts"])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("MODULE_NOT_LOADED"),
    });
    expect(await run(["tasks", "test/support/source-files.ts", "--json"])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("NO_APP_FOUND"),
    });
  });
});

describe("lovage send to an app in a file", () => {
  it("refuses a task that the app does not know, and suggests the one that was meant", async () => {
    const { code, stderr } = await run(["send", "ad", "4", "4", "--app", file]);
    expect(code).toBe(2);
    expect(stderr).toContain('No task named "ad" is registered. Did you mean "add"?');
  });

  it("does not take a name beside the file", async () => {
    const { code, stderr } = await run(["send", "add", "--app", file, "--name", "shop"]);
    expect(code).toBe(2);
    expect(stderr).toContain("give --app or --name, not both");
  });
});
