import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { DevWords } from "../../src/cli/dev/dev-words.ts";
import { createProducer } from "../../src/index.ts";
import { aGate } from "../support/a-gate.ts";
import { root } from "../support/source-files.ts";

/** `lovage dev` in a process of its own, and what it prints. */
async function startDev(words: Partial<DevWords> = {}) {
  const argv = ["test/flow/fixture/run-dev.ts", JSON.stringify(words), "test/flow/fixture/dev-app.ts"];
  const child = spawn(process.execPath, argv, { cwd: root });
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
  const { child, exited } = await startDev({ exitWithStdin: true });
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

/** A door at which each knock waits until somebody opens to it. */
async function aDoor() {
  const knocks: ServerResponse[] = [];
  let heard = () => {};
  const server = createServer((_, response) => {
    knocks.push(response);
    heard();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const knock = async (nth: number) => {
    while (knocks.length < nth) await new Promise<void>((resolve) => (heard = resolve));
    return knocks[nth - 1] as ServerResponse;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, knock };
}

it("lovage dev gives back at SIGTERM what does not finish in time, ends with 0, and the next start runs it at once", async () => {
  const data = mkdtempSync(join(tmpdir(), "lovage-dev-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const door = await aDoor();
  const first = await startDev({ data, grace: "1ms" });
  const { id } = await first.shop.sendTask("knock", [door.url]);
  await door.knock(1);
  first.child.kill("SIGTERM");
  expect(await first.exited).toEqual([0, null]);

  const second = await startDev({ data });
  // Its queue would hide the message for a minute and more, had it not been given back.
  (await door.knock(2)).end();
  const result = second.shop.result(id);
  expect(await result.get({ timeout: "20s" })).toBe(200);
  expect(await result.record()).toMatchObject({ attempt: 2, failures: 0, cuts: 1 });
  second.child.kill("SIGTERM");
  expect(await second.exited).toEqual([0, null]);
});

it("lovage dev ends at once at the second signal", async () => {
  const door = await aDoor();
  const { child, exited, shop, shows } = await startDev({ grace: "1h" });
  await shop.sendTask("knock", [door.url]);
  const knock = await door.knock(1);
  const left = once(knock, "close");
  child.kill("SIGTERM");
  await shows(/stopping: running tasks may finish/);
  child.kill("SIGTERM");
  expect(await exited).toEqual([143, null]);
  await left;
});
