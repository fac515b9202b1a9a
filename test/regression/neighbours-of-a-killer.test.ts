import { createApp } from "lovage";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock } from "../../src/runtime/index.ts";
import { deadLetterName } from "../../src/settings/index.ts";
import { mortalBatch, type Tasks } from "../support/mortal-worker.ts";

const minute = 60_000;

/** Runs batch after batch until the queue is empty, each once the leases of the one before are over. */
async function untilEmpty(tasks: Tasks, queue: string, names: readonly string[]) {
  const clock = new FrozenClock();
  const world = memoryAdapters({ clock, settings: { name: "shop" } });
  const sender = createApp({ name: "shop" });
  sender.connect(world, { clock });
  const results = [];
  for (const name of names) results.push(await sender.sendTask(name, [], { queue }));
  const { engine } = world;
  const isEmpty = () => Object.values(engine.queue(`shop-${queue}`).counts).every((count) => count === 0);
  let deaths = 0;
  for (let rounds = 0; !isEmpty(); rounds++) {
    if (rounds > 100) throw new Error("the queue never becomes empty");
    if ((await mortalBatch(world, clock, tasks, { queue })) === "died") deaths++;
    await clock.advance(3 * minute);
  }
  const letters = engine.queue(deadLetterName("shop", queue)).receive({ max: 10 });
  return {
    deaths,
    records: await Promise.all(results.map((result) => world.store.read(result.id))),
    dead: letters.map(({ attributes }) => attributes?.["lovage.task"]?.stringValue),
  };
}

describe("the neighbours of a task that kills its worker every time", () => {
  // They were claimed, and died, with it: after four rounds all of them were FAILURE with WORKER_LOST.
  it.each([
    ["first", 0],
    ["in the middle", 4],
    ["last", 8],
  ])("finish, where it comes %s (full)", async (_, place) => {
    const runs: string[] = [];
    const tasks: Tasks = (app, die) => {
      app.task("killer", () => die());
      app.task("good", () => void runs.push("good"));
    };
    const names = Array.from({ length: 9 }, (_, index) => (index === place ? "killer" : "good"));
    const { records, dead, deaths } = await untilEmpty(tasks, "default", names);
    expect(records.map((record) => record?.state)).toEqual(
      names.map((name) => (name === "killer" ? "FAILURE" : "SUCCESS")),
    );
    expect(records[place]).toMatchObject({ error: { code: "WORKER_LOST" } });
    expect(dead).toEqual(["killer"]);
    // Four attempts, as maxWorkerLost is 3.
    expect(deaths).toBe(4);
  });

  it("finish, also with several killers in the batch", async () => {
    const tasks: Tasks = (app, die) => {
      app.task("killer", () => die());
      app.task("good", () => "done");
    };
    const names = ["good", "killer", "killer", "good", "killer", "good"];
    const { records, dead } = await untilEmpty(tasks, "default", names);
    expect(records.map((record) => record?.state === "SUCCESS")).toEqual(names.map((name) => name === "good"));
    expect(dead).toHaveLength(3);
  });

  it.each(["final", "none"] as const)("finish, also where nothing is claimed (%s)", async (track) => {
    let good = 0;
    const tasks: Tasks = (app, die) => {
      app.task("killer", { track }, () => die());
      app.task("good", { track }, async () => {
        // Not over yet when the killer strikes.
        await new Promise((resolve) => setImmediate(resolve));
        good++;
      });
    };
    const { records, dead } = await untilEmpty(tasks, "default", ["good", "killer", "good"]);
    if (track === "final") expect(records.map((record) => record?.state)).toEqual(["SUCCESS", "FAILURE", "SUCCESS"]);
    expect(dead).toEqual(["killer"]);
    expect(good).toBeGreaterThanOrEqual(2);
  });
});
