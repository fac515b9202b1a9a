import { type App, createApp, createProducer, type Duration, every, LovageError, type TaskOptions } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { withFaults } from "../../src/memory/faults.ts";
import type { Adapters } from "../../src/ports/index.ts";

type Unbound = Omit<TaskOptions, "bind" | "args">;

/** A task that notes what it runs with, and its world. */
function noting(options: Unbound = {}, world: Parameters<typeof testWorld>[1] = {}) {
  const app = createApp({ name: "shop" });
  const ran: string[] = [];
  const note = app.task("note", options, (text: string) => {
    ran.push(text);
    return text.toUpperCase();
  });
  return { app, note, ran, world: testWorld(app, world) };
}

/** Another sender of the same app, some of whose calls fail. */
function aSender(app: App, adapters: Adapters, clock: ReturnType<typeof noting>["world"]["clock"], fails: string) {
  const fail = ({ method }: { method: string }) => {
    if (method === fails) throw new Error(`no ${method}`);
  };
  const broken = {
    broker: withFaults("broker", adapters.broker, { before: fail }),
    store: withFaults("store", adapters.store, { before: fail }),
    ...(adapters.delays && { delays: adapters.delays }),
  };
  return createProducer<{ note: ReturnType<typeof noting>["note"] }>({ name: app.name })
    .connect(broken, { clock, logger: app.runtime.logger })
    .task("note");
}

describe("sends with one idempotency key", () => {
  it("are one task: one id, one run, one result, and after the window another", async () => {
    const { note, ran, world } = noting();
    const options = { idempotencyKey: "order 7", idempotencyWindow: "1h" } as const;
    const first = await note.applyAsync(["a"], options);
    await world.runAll();
    await world.advance("59m");
    const second = await note.applyAsync(["b"], options);
    await world.runAll();
    expect(second.id).toBe(first.id);
    expect(await second.get()).toBe("A");
    await world.advance("1m");
    const third = await note.applyAsync(["c"], options);
    await world.runAll();
    expect(third.id).not.toBe(first.id);
    expect(ran).toEqual(["a", "c"]);
  });

  it("are one task when fifty come at once, and send no message once it is known that one is sent", async () => {
    const { note, ran, world } = noting();
    const options = { idempotencyKey: "order 7" };
    const results = await Promise.all(Array.from({ length: 50 }, () => note.applyAsync(["a"], options)));
    await world.runAll();
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(ran).toEqual(["a"]);
    const before = world.sent().length;
    for (let time = 0; time < 10; time++) await note.applyAsync(["a"], options);
    expect(world.sent()).toHaveLength(before);
  });

  it.each(["full", "final", "none"] as const)("run once and have a result whatever their track (%s)", async (track) => {
    const { note, ran, world } = noting({ track }, { deliverTwice: true });
    const options = { idempotencyKey: "order 7" };
    const [first, second] = await Promise.all([note.applyAsync(["a"], options), note.applyAsync(["a"], options)]);
    await world.advance("5m");
    expect(ran).toEqual(["a"]);
    expect([await first.get(), await second.get()]).toEqual(["A", "A"]);
  });

  it("are not lost when the first sender dies between its key and its message", async () => {
    const { app, note, ran, world } = noting();
    const broken = aSender(app, world.adapters, world.clock, "send");
    await expect(broken.applyAsync(["a"], { idempotencyKey: "order 7" })).rejects.toThrow("no send");
    await world.runAll();
    expect(ran).toEqual([]);
    const second = await note.applyAsync(["a"], { idempotencyKey: "order 7" });
    const third = await note.applyAsync(["a"], { idempotencyKey: "order 7" });
    await world.runAll();
    expect(ran).toEqual(["a"]);
    expect(third.id).toBe(second.id);
    expect(await third.get()).toBe("A");
  });

  it("are accepted where it cannot be noted that one is sent", async () => {
    const { app, note, ran, world } = noting();
    await note.applyAsync(["a"], { idempotencyKey: "order 7" });
    const broken = aSender(app, world.adapters, world.clock, "confirm");
    await broken.applyAsync(["a"], { idempotencyKey: "order 7" });
    await world.runAll();
    expect(ran).toEqual(["a"]);
  });

  it("do not run again by a message that comes when the result is past its time", async () => {
    const { note, ran, world } = noting({ resultExpires: "1s" });
    const options = { idempotencyKey: "order 7", idempotencyWindow: "1h" } as const;
    await note.applyAsync(["a"], options);
    await world.runAll();
    await world.clock.advance(3_599_000);
    await note.applyAsync(["a"], options);
    await world.clock.advance(10 * 86_400_000);
    await world.runAll();
    expect(world.sent()).toHaveLength(2);
    expect(ran).toEqual(["a"]);
  });

  it("run when the first of them said", async () => {
    const { note, ran, world } = noting();
    const first = await note.applyAsync(["a"], { idempotencyKey: "order 7", countdown: "10m" });
    const second = await note.applyAsync(["b"], { idempotencyKey: "order 7" });
    expect(second.id).toBe(first.id);
    await world.advance("9m");
    expect(ran).toEqual([]);
    await world.advance("2m");
    expect(ran).toHaveLength(1);
  });

  it("are those of one task of one app, by a key that the task makes of its arguments", async () => {
    const { app, note, ran, world } = noting({ idempotencyKey: (text: string) => text.slice(0, 1) });
    const other = app.task("other", { idempotencyKey: () => "a" }, () => ran.push("other"));
    const first = await note.delay("ab");
    expect((await note.delay("ac")).id).toBe(first.id);
    expect((await note.delay("b")).id).not.toBe(first.id);
    await other.delay();
    await world.runAll();
    expect(ran.sort()).toEqual(["ab", "b", "other"]);
  });

  it("are told apart in delayMany by a function of the arguments, ten messages to a call", async () => {
    const { note, ran, world } = noting();
    const lists = [...Array(25).keys()].map((index): [string] => [`${index % 20}`]);
    const results = await note.delayMany(lists, { idempotencyKey: (text: string) => text });
    expect(new Set(results.map(({ id }) => id)).size).toBe(20);
    expect(results[20]?.id).toBe(results[0]?.id);
    expect(world.sent()).toHaveLength(20);
    const again = await note.delayMany(lists, { idempotencyKey: (text: string) => text });
    expect(again.map(({ id }) => id)).toEqual(results.map(({ id }) => id));
    await world.runAll();
    expect(ran).toHaveLength(20);
    await note.delayMany(lists, { idempotencyKey: (text: string) => text });
    expect(world.sent()).toHaveLength(40);
  });

  it("leave a message alone whose id is fixed: a taskId, the next one of a chain, what is run by hand", async () => {
    const { app, note, ran, world } = noting({ idempotencyKey: () => "all" });
    await note.applyAsync(["a"], { taskId: "one" });
    await note.applyAsync(["b"], { taskId: "two" });
    app.schedule("s", every("1h"), note, { args: ["c"] });
    await app.beat.sync();
    for (const _ of [1, 2]) await app.beat.runNow("s");
    await world.runAll();
    expect(ran).toEqual(["a", "b", "c", "c"]);
  });

  it("may be of a producer that has but the types", async () => {
    const { app, ran, world } = noting({ track: "none" });
    const producer = aSender(app, world.adapters, world.clock, "nothing");
    const first = await producer.applyAsync(["a"], { idempotencyKey: "x" });
    const second = await producer.applyAsync(["a"], { idempotencyKey: "x" });
    await world.runAll();
    expect([ran, second.id, await second.get()]).toEqual([["a"], first.id, "A"]);
  });
});

describe("sends that are throttled", () => {
  const every = "10m" as Duration;

  it("run the first of a period, whose handle the others are given, and send nothing else", async () => {
    const { note, ran, world } = noting();
    const throttle = { key: "k", every };
    const first = await note.applyAsync(["a"], { throttle });
    for (const text of ["b", "c", "d"]) {
      await world.clock.advance(3 * 60_000);
      expect((await note.applyAsync([text], { throttle })).id).toBe(first.id);
    }
    expect(world.sent()).toHaveLength(1);
    await world.runAll();
    expect(ran).toEqual(["a"]);
    await world.clock.advance(60_000);
    await note.applyAsync(["e"], { throttle });
    await world.runAll();
    expect(ran).toEqual(["a", "e"]);
  });

  it("run once for each period and key under a flood", async () => {
    const { note, ran, world } = noting({ throttle: { key: (text: string) => text, every: "1m" } });
    for (let second = 0; second < 180; second++) {
      await Promise.all(["a", "b"].map((text) => note.delay(text)));
      await world.advance("1s");
    }
    expect(ran.sort()).toEqual(["a", "a", "a", "b", "b", "b"]);
    expect(world.sent()).toHaveLength(6);
  });

  it("run when the first sender has died before it could send", async () => {
    const { app, note, ran, world } = noting();
    const throttle = { key: "k", every };
    const broken = aSender(app, world.adapters, world.clock, "send");
    await expect(broken.applyAsync(["a"], { throttle })).rejects.toThrow("no send");
    await note.applyAsync(["b"], { throttle });
    await note.applyAsync(["c"], { throttle });
    await world.runAll();
    expect(ran).toEqual(["b"]);
  });
});

describe("sends that are debounced", () => {
  const debounce = { key: "k", wait: "10s" } as const;

  it("run the last one, when none has come for a while; those before are REVOKED, and say by which", async () => {
    const { note, ran, world } = noting({}, { deliverTwice: true });
    const results = [];
    for (const text of ["a", "b", "c"]) {
      results.push(await note.applyAsync([text], { debounce }));
      await world.advance("9s");
    }
    expect(ran).toEqual([]);
    await world.advance("1m");
    expect(ran).toEqual(["c"]);
    const [first, second, third] = results;
    expect(await third?.get()).toBe("C");
    expect(await first?.record()).toMatchObject({
      state: "REVOKED",
      reason: `debounce: superseded by ${second?.id}`,
    });
    expect(await second?.record()).toMatchObject({ state: "REVOKED", reason: `debounce: superseded by ${third?.id}` });
    await note.applyAsync(["d"], { debounce });
    await world.advance("1m");
    expect(ran).toEqual(["c", "d"]);
  });

  it("run at the latest when maxWait is over, and then again", async () => {
    const { note, ran, world } = noting();
    for (let second = 0; second < 70; second++) {
      await note.applyAsync([`${second}`], { debounce: { ...debounce, maxWait: "30s" } });
      await world.advance("1s");
    }
    // A group ends 30 seconds after its first send, with the last one that came before.
    expect(ran).toEqual(["29", "59"]);
    await world.advance("1m");
    expect(ran).toEqual(["29", "59", "69"]);
  });

  it("run one of fifty that come at once", async () => {
    const { note, ran, world } = noting();
    const texts = [...Array(50).keys()].map(String);
    const results = await Promise.all(texts.map((text) => note.applyAsync([text], { debounce })));
    await world.advance("1m");
    expect(ran).toHaveLength(1);
    const states = await Promise.all(results.map((result) => result.state()));
    expect(states.filter((state) => state === "REVOKED")).toHaveLength(49);
  });

  it.each(["final", "none"] as const)("hold whatever the task's track (%s)", async (track) => {
    const { note, ran, world } = noting({ track });
    const first = await note.applyAsync(["a"], { debounce });
    const last = await note.applyAsync(["b"], { debounce });
    await world.advance("1m");
    expect([ran, await first.state(), await last.get()]).toEqual([["b"], "REVOKED", "B"]);
  });

  it("take one back that waits in Scheduler", async () => {
    const { note, ran, world } = noting();
    const daily = { debounce: { key: "k", wait: "1d" } } as const;
    await note.applyAsync(["a"], daily);
    await world.advance("12h");
    await note.applyAsync(["b"], daily);
    expect(world.adapters.delays.waiting).toHaveLength(1);
    await world.advance("2d");
    expect(ran).toEqual(["b"]);
  });

  it("keep the one before when the sender of a later one dies before it has sent it", async () => {
    const { app, note, ran, world } = noting();
    await note.applyAsync(["a"], { debounce });
    const broken = aSender(app, world.adapters, world.clock, "send");
    await expect(broken.applyAsync(["b"], { debounce })).rejects.toThrow("no send");
    await world.advance("1m");
    expect(ran).toEqual(["a"]);
  });

  it("run both when the one before cannot be revoked, and neither is lost", async () => {
    const { app, note, ran, world } = noting();
    await note.applyAsync(["a"], { debounce });
    const broken = aSender(app, world.adapters, world.clock, "revoke");
    await broken.applyAsync(["b"], { debounce });
    await world.advance("1m");
    expect(ran).toEqual(["a", "b"]);
  });
});

describe("options that contradict each other", () => {
  const debounce = { key: "k", wait: "10s" } as const;

  it.each([
    [{ idempotencyKey: "a", throttle: { key: "a", every: "1m" } }, "CONFLICTING_OPTIONS"],
    [{ idempotencyKey: "a", taskId: "b" }, "CONFLICTING_OPTIONS"],
    [{ idempotencyKey: "a", ignoreResult: true }, "CONFLICTING_OPTIONS"],
    [{ debounce, countdown: "1m" }, "CONFLICTING_OPTIONS"],
    [{ debounce, eta: new Date() }, "CONFLICTING_OPTIONS"],
    [{ debounce, expires: "5s" }, "EXPIRED_BEFORE_SENT"],
    [{ idempotencyWindow: "1h" }, "INVALID_OPTION"],
    [{ idempotencyKey: "" }, "INVALID_OPTION"],
    [{ idempotencyKey: "x".repeat(257) }, "INVALID_OPTION"],
    [{ idempotencyKey: "a\u0000b" }, "INVALID_OPTION"],
    [{ idempotencyKey: "a\ud800" }, "INVALID_OPTION"],
    [{ idempotencyKey: () => 7 }, "INVALID_KEY"],
    [{ throttle: { key: () => JSON.parse("{"), every: "1m" } }, "INVALID_KEY"],
    [{ debounce: { key: "k" } }, "INVALID_OPTION"],
    [{ debounce: { key: "k", wait: 0 } }, "INVALID_OPTION"],
    [{ debounce: { key: "k", wait: "soon" } }, "INVALID_DURATION"],
    [{ throttle: { key: "k", evry: "1m" } }, "UNKNOWN_OPTION"],
    [{ singleton: { key: "k" } }, "INVALID_OPTION"],
    [{ singleton: { mode: "queue" } }, "INVALID_OPTION"],
  ])("are refused before a key is taken: %o", async (options, code) => {
    const { note, world } = noting();
    const error = await note.applyAsync(["a"], options as never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LovageError);
    expect(error).toMatchObject({ code });
    await note.applyAsync(["a"], { idempotencyKey: "a" });
    await world.advance("1h");
    expect(world.sent()).toHaveLength(1);
  });

  it("are refused of a task where it is defined, and of many sends where they share one text", async () => {
    const app = createApp({ name: "shop" });
    const define = (options: object) => () => app.task("x", options as Unbound, () => 1);
    expect(define({ idempotencyWindow: "1h" })).toThrow(/idempotencyKey/);
    expect(define({ idempotencyKey: "a", debounce })).toThrow(/cannot be given together/);
    expect(define({ singleton: { mode: "both" } })).toThrow(/"skip", "replace"/);
    const { note } = noting({ debounce });
    await expect(note.delayMany([["a"]])).rejects.toMatchObject({ code: "INVALID_OPTION" });
    await expect(note.delayMany([["a"]], { idempotencyKey: "a" })).rejects.toThrow(/function of the arguments/);
    await expect(note.applyAsync(["a"], { countdown: 1 })).rejects.toMatchObject({ code: "CONFLICTING_OPTIONS" });
  });

  it("are sent with a signature, which cannot be written with them", async () => {
    const { note, ran, world } = noting();
    const signature = note.s("a").set({ idempotencyKey: "k" });
    const [first, second] = [await signature.delay(), await signature.delay()];
    await world.runAll();
    expect([ran, second.id]).toEqual([["a"], first.id]);
    expect(() => JSON.stringify(signature)).toThrow(/options.idempotencyKey/);
  });

  it("are not of a schedule", () => {
    const { app, note } = noting();
    const options = { args: ["a"], idempotencyKey: "a" } as never;
    expect(() => app.schedule("s", { kind: "every", every: 60_000 } as never, note, options)).toThrow(/idempotencyKey/);
  });
});
