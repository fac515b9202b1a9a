import { type App, createApp } from "lovage";
import { consumeBatch } from "../../src/consumer/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import type { Adapters } from "../../src/ports/index.ts";
import { type FrozenClock, silentLogger } from "../../src/runtime/index.ts";

/** How long an invocation has, and so a lease, in milliseconds. */
const TIMEOUT = 60_000;

/** A call that a worker makes of the world: `store.claim`, `broker.acknowledge` and so on. */
export interface WorldCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** When a worker dies: at which call, and whether the call had its effect before. The first that matches. */
export interface Death {
  readonly call: (call: WorldCall) => boolean;
  readonly after: boolean;
}

/** What became of a worker's batch. */
export type Fate = "survived" | "died";

/** What tasks a worker has; `die` ends the worker in the middle of a handler. */
export type Tasks = (app: App, die: () => never) => void;

const nothingMore = new Promise<never>(() => {});

/**
 * A worker that lives for one batch and can die at any point of it: from then on nothing that it does reaches the world,
 * and nothing that the world answers reaches it, as after a SIGKILL. What its code does for itself does not matter any more.
 */
export async function mortalBatch(
  world: Adapters,
  clock: FrozenClock,
  tasks: Tasks,
  options: { name?: string; queue?: string; death?: Death; max?: number } = {},
): Promise<Fate> {
  const { name = "shop", queue = "default", death, max = 10 } = options;
  let dead = false;
  let tell = (_: Fate) => {};
  const ended = new Promise<Fate>((resolve) => {
    tell = resolve;
  });
  const kill = () => {
    dead = true;
    tell("died");
  };
  const mortal = <T extends object>(port: string, adapter: T): T =>
    new Proxy(adapter, {
      get(target, method) {
        const member: unknown = Reflect.get(target, method, target);
        if (typeof member !== "function" || method === "journal") return member;
        return async (...args: unknown[]) => {
          if (dead) return nothingMore;
          const dies = death?.call({ name: `${port}.${String(method)}`, args }) ?? false;
          if (dies && !death?.after) kill();
          if (dead) return nothingMore;
          const answer = await member.apply(target, args);
          if (dies) kill();
          return dead ? nothingMore : answer;
        };
      },
    });

  const app = createApp({ name });
  app.connect(
    { broker: mortal("broker", world.broker), store: mortal("store", world.store) },
    { clock, logger: silentLogger, random: () => 0.5 },
  );
  tasks(app, () => {
    kill();
    throw new Error("nobody hears this");
  });
  const deliveries = await world.broker.receive({ queue, max, waitSeconds: 0 });
  const worker = await app.worker();
  const invocation = new Invocation({ worker: "mortal", clock, deadline: clock.now() + TIMEOUT });
  void consumeBatch(deliveries, worker, invocation).then(async ({ acknowledged }) => {
    const receipts = acknowledged.map(({ receipt }) => receipt);
    if (receipts.length > 0) await worker.broker.acknowledge(queue, receipts);
    tell("survived");
  });
  return ended;
}
