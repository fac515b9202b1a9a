import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { foldStack } from "../../../src/cli/fold-stack.ts";
import { root } from "../../support/source-files.ts";

const own = (path: string) => `    at run (file://${join(root, path)}:57:76)`;
const stack = (...frames: string[]) => ["TypeError: no such mail", ...frames].join("\n");
const user = "    at send (/home/ada/shop/src/mail.ts:12:9)";

describe("a stack for people", () => {
  it("has the user's frames with their paths from here, and one line for what stands below", () => {
    const frames = [
      "    at JSON.parse (<anonymous>)",
      "    at async send (file:///home/ada/shop/src/mail.ts:12:9)",
      own("src/execution/run-attempt.ts"),
      own("dist/src/execution/middleware.js"),
      "    at AsyncLocalStorage.run (node:internal/async_local_storage:65:14)",
    ];
    expect(foldStack(stack(...frames), "/home/ada/shop")).toBe(
      stack(
        "    at JSON.parse (<anonymous>)",
        "    at async send (src/mail.ts:12:9)",
        "    … 3 frames of lovage and node",
      ),
    );
  });

  it("folds what stands between a user's frames too, and says whose it is", () => {
    const frames = [user, own("src/app/task.ts"), user, "    at run (node:internal/modules/run_main:107:5)"];
    expect(foldStack(stack(...frames), "/elsewhere")).toBe(
      stack(user, "    … 1 frame of lovage", user, "    … 1 frame of node"),
    );
  });

  it("folds what loads a user's modules", () => {
    const frames = [user, "    at <anonymous> (/x/lovage-entry.ts:1:1)", "    at file:///x/bundle-12-3.mjs:1:1"];
    expect(foldStack(stack(...frames), "/x")).toBe(stack(user, "    … 2 frames of lovage"));
  });

  it("keeps the frames of dependencies, and of code that lies beside ours", () => {
    const frames = ["    at query (/home/ada/shop/node_modules/pg/lib/client.js:1:2)", own("examples/shop/tasks.ts")];
    expect(foldStack(stack(...frames), "/elsewhere")).toBe(stack(...frames));
  });

  it("is left as it is when it is ours alone, or no stack", () => {
    const frames = [own("src/queue/queue.ts"), "    at run (node:internal/timers:1:1)"];
    expect(foldStack(stack(...frames), root)).toBe(stack(...frames));
    expect(foldStack("Error: first line\nsecond line", root)).toBe("Error: first line\nsecond line");
  });
});
