import { createApp } from "lovage";
import { describe, expect, it } from "vitest";
import { LovageError } from "../../src/errors/index.ts";
import { memoryAdapters, type PortCall } from "../../src/memory/index.ts";
import { Poller } from "../../src/poller/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";

/** A poller that runs one task which does not end, in a world whose calls may fail. */
async function running(before: (call: PortCall) => void | Promise<void>) {
  const clock = new FrozenClock();
  const world = memoryAdapters({ clock, settings: { name: "shop" }, faults: { before } });
  const app = createApp({ name: "shop" });
  app.connect(world, { clock, logger: silentLogger });
  const hold = app.task("hold", () => new Promise<never>(() => {}));
  const result = await hold.delay();
  const poller = new Poller(await app.worker(), { queues: ["default"], visibility: "30s", grace: 0 });
  void poller.run();
  await clock.advance(1_000);
  return { clock, result, poller };
}

describe("the heartbeat of a poller", () => {
  // Each beat put another call on top of those that were not answered: a slow SQS was asked more and more.
  it("makes no second call while the first is not answered", async () => {
    const receipts: unknown[] = [];
    const { clock } = await running(({ method, args }) => {
      if (method !== "hide") return undefined;
      receipts.push(args[1]);
      return new Promise<never>(() => {});
    });
    await clock.advance(120_000);
    // SQS shows the message again meanwhile, under another receipt.
    expect(receipts.filter((receipt) => receipt === receipts[0])).toHaveLength(1);
  });

  // The lease was prolonged only after the message was hidden: when SQS refused that, another worker ran the task, too.
  it("prolongs the lease also when the message cannot be hidden", async () => {
    const { clock, result } = await running(({ method }) => {
      if (method !== "hide") return;
      const problem = "MessageNotInflight: it is visible again";
      throw new LovageError("AWS_REFUSED", { service: "SQS", operation: "ChangeMessageVisibility", problem });
    });
    await clock.advance(60_000);
    expect(await result.record()).toMatchObject({ state: "STARTED", attempt: 1 });
    const record = await result.record();
    expect(record?.state === "STARTED" && record.leaseUntil > clock.now()).toBe(true);
  });
});
