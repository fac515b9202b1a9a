import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createProducer } from "../../src/index.ts";
import { root } from "../support/source-files.ts";

it("lovage dev leaves nothing behind: after Ctrl-C the process ends by itself, and its bundles are gone", async () => {
  const child = spawn(process.execPath, ["test/flow/fixture/run-dev.ts", "test/flow/fixture/dev-app.ts"], {
    cwd: root,
  });
  const exited = once(child, "exit");
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  const shows = async (pattern: RegExp) => {
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      printed += chunk;
      const match = pattern.exec(printed);
      if (match) return match;
    }
    throw new Error(`ended without ${pattern}:\n${printed}`);
  };
  const [, endpoint = ""] = await shows(/endpoint +(\S+)\n[\s\S]*Ctrl-C\n/);
  const result = await createProducer({ name: "dev-flow", endpoint }).sendTask("add", [4, 4]);
  await shows(/task succeeded .*result=8\n/);
  expect(await result.get({ timeout: "10s" })).toBe(8);

  child.kill("SIGINT");
  expect(await exited).toEqual([0, null]);
  const bundles = readdirSync(join(root, "node_modules/.cache/lovage/dev"));
  expect(bundles.filter((name) => name.startsWith(`bundle-${child.pid}-`))).toEqual([]);
});
