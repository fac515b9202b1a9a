import { describe, expect, it } from "vitest";
import { appQueues } from "../../../src/cli/queues/app-queues.ts";
import { readQueues } from "../../../src/cli/queues/queue-row.ts";
import { runCli } from "../../../src/cli/run-cli.ts";
import { LovageError } from "../../../src/errors/index.ts";
import { createApp } from "../../../src/index.ts";
import type { Broker } from "../../../src/ports/index.ts";
import { aShopWorld } from "./a-shop-world.ts";

describe("lovage queues", () => {
  it("lists the queues that there are, and how deep they are", async () => {
    const { app, world, run, json } = aShopWorld();
    await app.sendTask("add", [1, 1]);
    await app.sendTask("add", [1, 1], { countdown: "5m" });
    await app.sendTask("mail.send");
    await world.adapters.broker.receive({ queue: "mail", max: 1, waitSeconds: 0 });
    await world.adapters.broker.deadLetter({ queue: "mail", body: "{}", attributes: {} });
    const { code, stdout, stderr } = await run("queues");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "shop: 2 queues

      QUEUE    VISIBLE  IN FLIGHT  DELAYED  DEAD LETTERS
      default  1        0          1        0
      mail     0        1          0        1
      "
    `);
    expect(await json("queues")).toEqual({
      app: "shop",
      queues: [
        { name: "default", visible: 1, inFlight: 0, delayed: 1, deadLetters: 0 },
        { name: "mail", visible: 0, inFlight: 1, delayed: 0, deadLetters: 1 },
      ],
    });
  });

  it("asks SQS for queues by their names only where the settings know none", async () => {
    const asked: string[] = [];
    const broker = {
      queues: async () => {
        asked.push("queues");
        return ["zebra", "mail"];
      },
    } as unknown as Broker;
    const configured = createApp({ name: "shop", queues: { default: { url: "https://sqs/1/a" } } });
    expect(await appQueues(configured, broker)).toEqual(["default"]);
    expect(asked).toEqual([]);
    expect(await appQueues(createApp({ name: "shop" }), broker)).toEqual(["mail", "zebra"]);
    const withTasks = createApp({ name: "shop", routes: { "a.*": "routed" } });
    withTasks.task("x", { queue: "own" }, () => {});
    expect(await appQueues(withTasks, broker)).toEqual(["default", "mail", "own", "routed", "zebra"]);
    const nothing = { queues: async () => [] } as unknown as Broker;
    expect(await appQueues(createApp({ name: "shop", defaultQueue: "only" }), nothing)).toEqual(["only"]);
  });

  it("leaves out a queue that is not deployed, and fails when none is", async () => {
    const there = { visible: 1, inFlight: 0, delayed: 0 };
    const absent = (queue: string) => new LovageError("QUEUE_NOT_FOUND", { queue, queueName: queue, variable: "V" });
    const broker = {
      depth: async (queue: string, kind?: string) => {
        if (queue !== "there" || kind === "deadLetters") throw absent(queue);
        return there;
      },
    } as unknown as Broker;
    expect(await readQueues(broker, ["there", "gone"])).toEqual([{ name: "there", ...there, deadLetters: null }]);
    await expect(readQueues(broker, ["gone", "lost"])).rejects.toMatchObject({ code: "QUEUE_NOT_FOUND" });
  });

  it("redraws itself while a person watches, until Ctrl-C, which is its good end", async () => {
    const { app, world, shell } = aShopWorld();
    await app.sendTask("add", [1, 1]);
    const watching = shell(["queues", "--watch", "5s"], { tty: true });
    const drawn = nextWrite(watching);
    const ended = runCli(watching);
    await drawn;
    expect(watching.out.startsWith("\u001b[2J\u001b[H")).toBe(true);
    expect(watching.out).toContain("1 queue\u001b[K\n");
    const again = nextWrite(watching);
    await app.sendTask("mail.send");
    await world.clock.advance(5_000);
    await again;
    const [, second = ""] = watching.out.split("\u001b[J");
    expect(second.startsWith("\u001b[H")).toBe(true);
    expect(second).toContain("2 queues");
    watching.signal("SIGINT");
    expect(await ended).toBe(0);
    expect(watching.listeners.size).toBe(0);
    expect(world.clock.waiting).toBe(0);
  });

  it("prints a document a look where a program watches", async () => {
    const { world, shell, app } = aShopWorld();
    await app.sendTask("add", [1, 1]);
    const watching = shell(["queues", "--watch", "--json"]);
    const first = nextWrite(watching);
    const ended = runCli(watching);
    await first;
    const second = nextWrite(watching);
    await world.clock.advance(2_000);
    await second;
    watching.signal("SIGTERM");
    expect(await ended).toBe(0);
    const lines = watching.out.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).queues.length)).toEqual([1, 1]);
  });
});

describe("lovage purge", () => {
  it("asks, and deletes all messages of a queue when who is asked agrees", async () => {
    const { app, world, shell } = aShopWorld();
    await app.sendTask("add", [1, 1]);
    await app.sendTask("add", [1, 1], { countdown: "5m" });
    const purging = shell(["purge", "default"], { answer: "y" });
    expect(await runCli(purging)).toBe(0);
    expect(purging.questions).toEqual([
      'Delete all messages of the queue "default" of the app "shop" (1 visible, 0 in flight, 1 delayed), for good? [y/N] ',
    ]);
    expect(purging.out).toBe('purged the queue "default": about 2 messages\n');
    expect(await world.adapters.broker.depth("default")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it.each([
    ["n", 0],
    ["", 0],
    ["yessir", 0],
    [null, 130],
  ])("deletes nothing when the answer is %j", async (answer, code) => {
    const { app, world, shell } = aShopWorld();
    await app.sendTask("add", [1, 1]);
    const purging = shell(["purge", "default"], { answer });
    expect(await runCli(purging)).toBe(code);
    expect(purging.out).toBe("nothing was deleted\n");
    expect(await world.adapters.broker.depth("default")).toMatchObject({ visible: 1 });
  });

  it("refuses where nobody can be asked, unless --yes says it", async () => {
    const { app, run, world, shell } = aShopWorld();
    await app.sendTask("add", [1, 1]);
    expect(await run("purge", "default")).toMatchObject({ code: 2, stderr: expect.stringContaining("say --yes") });
    expect(await runCli(shell(["purge", "default", "--json"], { answer: "y" }))).toBe(2);
    expect(await world.adapters.broker.depth("default")).toMatchObject({ visible: 1 });
    expect(await run("purge", "default", "--yes", "--json")).toMatchObject({
      code: 0,
      stdout: '{"app":"shop","queue":"default","deadLetters":false,"purged":1}\n',
    });
  });

  it("deletes the dead letters instead with --dead-letters", async () => {
    const { app, world, run } = aShopWorld();
    await app.sendTask("add", [1, 1]);
    await world.adapters.broker.deadLetter({ queue: "default", body: "{}", attributes: {} });
    const { stdout } = await run("purge", "default", "--dead-letters", "--yes");
    expect(stdout).toBe('purged the dead letters of "default": about 1 message\n');
    expect(await world.adapters.broker.depth("default", "deadLetters")).toMatchObject({ visible: 0 });
    expect(await world.adapters.broker.depth("default")).toMatchObject({ visible: 1 });
  });
});

/** Resolves with the next text that a shell is given. */
function nextWrite(shell: { stdout: { write: (text: string) => void } }): Promise<void> {
  const { write } = shell.stdout;
  const { promise, resolve } = Promise.withResolvers<void>();
  shell.stdout.write = (text) => {
    write(text);
    shell.stdout.write = write;
    resolve();
  };
  return promise;
}
