import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createProducer } from "../../src/index.ts";
import { aGate } from "../support/a-gate.ts";
import { root } from "../support/source-files.ts";

/** `lovage dev` in a process of its own, and what it prints. */
async function startDev(...options: string[]) {
  const child = spawn(process.execPath, ["test/flow/fixture/run-dev.ts", "test/flow/fixture/dev-app.ts", ...options], {
    cwd: root,
  });
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
  const exited = once(child, "exit");
  const [, endpoint = ""] = await shows(/endpoint +(\S+)\n[\s\S]*Ctrl-C\n/);
  return { child, exited, shows, shop: createProducer({ name: "dev-flow", endpoint }) };
}

it("lovage dev leaves nothing behind: after Ctrl-C the process ends by itself, and its bundles are gone", async () => {
  const { child, exited, shows, shop } = await startDev();
  const result = await shop.sendTask("add", [4, 4]);
  await shows(/task succeeded .*result=8\n/);
  expect(await result.get({ timeout: "10s" })).toBe(8);

  child.kill("SIGINT");
  expect(await exited).toEqual([0, null]);
  const bundles = readdirSync(join(root, "node_modules/.cache/lovage/dev"));
  expect(bundles.filter((name) => name.startsWith(`bundle-${child.pid}-`))).toEqual([]);
});

it("lovage dev --exit-with-stdin ends by itself when whoever started it is gone", async () => {
  const { child, exited } = await startDev("--exit-with-stdin");
  child.stdin.end();
  expect(await exited).toEqual([0, null]);
});

it("the workers of lovage dev end with it, even when it is killed", async () => {
  const { child, exited, shop } = await startDev();
  const gate = await aGate();
  await shop.sendTask("knock", [gate.url]);
  await gate.knocked;
  child.kill("SIGKILL");
  expect(await exited).toEqual([null, "SIGKILL"]);
  await gate.left;
});
