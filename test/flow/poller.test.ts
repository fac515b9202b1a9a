import { createApp } from "lovage";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { Poller, type PollerOptions } from "../../src/poller/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";
import { queuesOf } from "../../src/task/index.ts";

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

async function setup(options: Partial<PollerOptions> = {}) {
  const clock = new FrozenClock();
  const app = createApp({ name: "shop" });
  const adapters = memoryAdapters({ clock, settings: app.settings });
  app.connect(adapters, { clock, logger: silentLogger, random: () => 0.5 });
  const start = async () => {
    const worker = await app.worker();
    const poller = new Poller(worker, { queues: queuesOf(app.tasks, app.settings), ...options });
    return { poller, running: poller.run() };
  };
  return { app, adapters, clock, start };
}

describe("a poller", () => {
  it("runs what is sent, on every queue that the tasks name, and acknowledges it", async () => {
    const { app, adapters, clock, start } = await setup();
    const add = app.task("add", (x: number, y: number) => x + y);
    const mail = app.task("mail", { queue: "mail" }, (to: string) => `to ${to}`);
    const { poller, running } = await start();
    const sum = await add.delay(4, 4);
    const sent = await mail.delay("ann");
    await clock.advance(1_000);
    expect(await sum.get()).toBe(8);
    expect(await sent.get()).toBe("to ann");
    expect(await adapters.broker.depth("default")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
    await running;
    expect(clock.waiting).toBe(0);
  });

  it("runs as many side by side as its concurrency, and no more", async () => {
    const { app, clock, start } = await setup({ concurrency: 3 });
    const { open, opened } = gate();
    let [now, most] = [0, 0];
    const hold = app.task("hold", async () => {
      most = Math.max(most, ++now);
      await opened;
      now--;
    });
    const { poller } = await start();
    await hold.delayMany(Array.from({ length: 8 }, () => []));
    await clock.advance(100);
    expect(poller.running).toBe(3);
    open();
    await clock.advance(1_000);
    expect(most).toBe(3);
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });

  it("lets no idle queue keep another one waiting, even with one place for both", async () => {
    for (const concurrency of [10, 1]) {
      const { app, clock, start } = await setup({ queues: ["idle", "busy"], concurrency });
      const busy = app.task("busy", { queue: "busy" }, () => "done");
      const { poller } = await start();
      await clock.advance(100);
      const result = await busy.delay();
      await clock.advance(2_100);
      expect(await result.state()).toBe("SUCCESS");
      const stopped = poller.stop();
      await clock.advance(1_000);
      await stopped;
    }
  });

  it("keeps what runs long its own: nobody else sees the message or takes the claim", async () => {
    const { app, clock, start } = await setup({ visibility: "30s" });
    const { open, opened } = gate();
    let runs = 0;
    const slow = app.task("slow", async () => {
      runs++;
      await opened;
      return "done";
    });
    const first = await start();
    const second = await start();
    const result = await slow.delay();
    await clock.advance(600_000);
    expect(runs).toBe(1);
    expect(await result.state()).toBe("STARTED");
    open();
    await clock.advance(1_000);
    expect(await result.get()).toBe("done");
    const stopped = Promise.all([first.poller.stop(), second.poller.stop()]);
    await clock.advance(1_000);
    await stopped;
  });

  it("that is stopped takes nothing new, and lets what runs finish", async () => {
    const { app, clock, start } = await setup({ grace: "20s" });
    const { open, opened } = gate();
    const slow = app.task("slow", async () => {
      await opened;
      return "finished";
    });
    const { poller } = await start();
    const before = await slow.delay();
    await clock.advance(100);
    const stopped = poller.stop();
    const after = await slow.delay();
    await clock.advance(10_000);
    open();
    await clock.advance(1_000);
    await stopped;
    expect(await before.get()).toBe("finished");
    expect(await after.state()).toBe("PENDING");
  });

  it("that is stopped begins nothing that it holds behind what runs: a FIFO group's next messages are given back", async () => {
    const { app, adapters, clock, start } = await setup({ grace: "20s" });
    const { open, opened } = gate();
    const begun: string[] = [];
    const step = app.task("step", { queue: "orders.fifo" }, async (name: string) => {
      begun.push(name);
      await opened;
    });
    // The first tells the poller that there is more; then it takes the others together.
    for (const name of ["first", "second", "third"])
      await step.applyAsync([name], { messageGroupId: name === "first" ? "a" : "b" });
    const { poller } = await start();
    await clock.advance(2_000);
    expect([...begun].sort()).toEqual(["first", "second"]);
    const stopped = poller.stop();
    open();
    await clock.advance(1_000);
    await stopped;
    expect([...begun].sort()).toEqual(["first", "second"]);
    expect(await adapters.broker.depth("orders.fifo")).toMatchObject({ visible: 1, inFlight: 0 });
  });

  it("gives back at once what does not finish in the grace period, and counts it as no failure", async () => {
    const { app, adapters, clock, start } = await setup({ grace: "5s" });
    let reason: unknown;
    const stuck = app.task("stuck", { bind: true }, (task) => {
      task.signal.addEventListener("abort", () => {
        reason = task.signal.reason;
      });
      return new Promise(() => {});
    });
    const { poller } = await start();
    const result = await stuck.delay();
    await clock.advance(100);
    const stopped = poller.stop();
    await clock.advance(10_000);
    await stopped;
    expect(reason).toMatchObject({ code: "WORKER_STOPPED" });
    expect(await result.record()).toMatchObject({ state: "RETRY", failures: 0, cuts: 1 });
    expect(await adapters.broker.depth("default")).toMatchObject({ visible: 1, inFlight: 0 });
  });

  it("does not wait for the grace period when it is told to stop twice", async () => {
    const { app, clock, start } = await setup({ grace: "1h" });
    const stuck = app.task("stuck", () => new Promise(() => {}));
    const { poller } = await start();
    const result = await stuck.delay();
    await clock.advance(100);
    const stopped = poller.stop();
    await poller.stop();
    await clock.advance(1_000);
    await stopped;
    expect(await result.state()).toBe("RETRY");
  });

  it("goes on when the queue does not answer for a while", async () => {
    const { app, adapters, clock, start } = await setup();
    const add = app.task("add", (x: number, y: number) => x + y);
    const receive = adapters.broker.receive.bind(adapters.broker);
    let failures = 3;
    adapters.broker.receive = (request) =>
      failures-- > 0 ? Promise.reject(new Error("socket hang up")) : receive(request);
    const { poller } = await start();
    const result = await add.delay(1, 1);
    await clock.advance(60_000);
    expect(await result.get()).toBe(2);
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });

  it("keeps the order of a FIFO group", async () => {
    const { app, clock, start } = await setup({ concurrency: 10 });
    const done: string[] = [];
    const step = app.task("step", { queue: "orders.fifo" }, async (name: string) => {
      await Promise.resolve();
      done.push(name);
    });
    for (const name of ["a1", "b1", "a2", "a3", "b2"])
      await step.applyAsync([name], { messageGroupId: name[0] as string });
    const { poller } = await start();
    await clock.advance(1_000);
    expect(done.filter((name) => name.startsWith("a"))).toEqual(["a1", "a2", "a3"]);
    expect(done.filter((name) => name.startsWith("b"))).toEqual(["b1", "b2"]);
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });
});

describe("a worker that died", () => {
  it("is survived: another takes the task when the lease is over, and the death is not a failure", async () => {
    const { app, adapters, clock, start } = await setup({ visibility: "30s" });
    const seen: number[][] = [];
    const task = app.task("task", { bind: true }, (self) => {
      seen.push([self.attempt, self.retries]);
      return "done";
    });
    const result = await task.delay();
    const worker = await app.worker();
    await worker.broker.receive({ queue: "default", max: 1, waitSeconds: 0, visibilitySeconds: 30 });
    const now = clock.now();
    const claim = {
      id: result.id,
      task: "task",
      queue: "default",
      owner: "the dead",
      now,
      leaseUntil: now + 30_000,
      expiresAt: now,
    };
    await adapters.store.claim(claim);
    const { poller } = await start();
    await clock.advance(29_000);
    expect(seen).toEqual([]);
    await clock.advance(10_000);
    expect(seen).toEqual([[2, 0]]);
    expect(await result.get()).toBe("done");
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });

  it("again and again ends the task as FAILURE with WORKER_LOST, on the dead-letter queue", async () => {
    const { app, adapters, clock, start } = await setup();
    const deadly = app.task("deadly", { retry: { maxWorkerLost: 2 } }, () => expect.unreachable());
    const result = await deadly.delay();
    for (let death = 1; death <= 3; death++) {
      const now = clock.now();
      const owner = `dead ${death}`;
      await adapters.store.claim({
        id: result.id,
        task: "deadly",
        queue: "default",
        owner,
        now,
        leaseUntil: now + 1,
        expiresAt: now,
      });
      await clock.advance(10);
    }
    const { poller } = await start();
    await clock.advance(1_000);
    await expect(result.get()).rejects.toMatchObject({ cause: { code: "WORKER_LOST" } });
    expect(adapters.engine.queue("shop-default-dead-letters").counts.visible).toBe(1);
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });
});
