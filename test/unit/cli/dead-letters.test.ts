import { describe, expect, it } from "vitest";
import { readFilter } from "../../../src/cli/dead-letters/read-filter.ts";
import { readRate } from "../../../src/cli/dead-letters/read-rate.ts";
import { runCli } from "../../../src/cli/run-cli.ts";
import { aShopWorld } from "./a-shop-world.ts";

const [id, other] = ["0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11", "0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a12"];

/** A shop whose mail has failed, and in which a message lies that nobody can read. */
async function anIllShop() {
  const shop = aShopWorld();
  await shop.app.sendTask("mail.send", ["ada@example.com"], { taskId: id, kwargs: { subject: "hi" } });
  await shop.world.advance("2m");
  await shop.world.adapters.broker.send({ queue: "default", body: "no message" });
  await shop.world.runAll();
  const run = (...argv: string[]) => shop.run("dead-letters", ...argv);
  const json = (...argv: string[]) => shop.json("dead-letters", ...argv);
  return { ...shop, run, json, list: async () => (await json("list")).deadLetters };
}

describe("lovage dead-letters list", () => {
  it("shows when each died, of what, after which attempt, and why", async () => {
    const { run } = await anIllShop();
    const { code, stdout, stderr } = await run("list");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const withoutMessageId = stdout.replace(/[0-9a-f-]{36}(?= {2}0)/, "A-MESSAGE-ID".padEnd(36));
    expect(withoutMessageId).toMatchInlineSnapshot(`
      "shop: 2 dead letters

      DIED               QUEUE    TASK       ID                                    ATTEMPT  REASON       ERROR
      2026-01-02 03:06Z  default  unknown    A-MESSAGE-ID                          0        UNDECODABLE  LovageError: The message cannot be decoded: it is neither a…
      2026-01-02 03:05Z  mail     mail.send  0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11  2        FAILED       Error: the server is away
      "
    `);
  });

  it("says that there are none", async () => {
    const { run } = aShopWorld();
    expect(await run("dead-letters", "list")).toEqual({ code: 0, stdout: "shop: 0 dead letters\n", stderr: "" });
  });

  it("prints one JSON document, of those that are meant", async () => {
    const { json } = await anIllShop();
    expect(await json("list", "--task", "mail.*")).toEqual({
      app: "shop",
      deadLetters: [
        {
          messageId: expect.any(String),
          queue: "mail",
          reason: "FAILED",
          error: "Error: the server is away",
          id,
          task: "mail.send",
          attempt: 2,
          diedAt: "2026-01-02T03:05:00.000Z",
          sentAt: "2026-01-02T03:05:00.000Z",
          receiveCount: 1,
          groupId: null,
          redrivable: true,
        },
      ],
    });
    expect((await json("list", "--reason", "undecodable", "--queue", "default")).deadLetters).toHaveLength(1);
    expect((await json("list", "--since", "30s")).deadLetters).toHaveLength(1);
    expect((await json("list", "--limit", "1")).deadLetters).toHaveLength(1);
  });
});

describe("lovage dead-letters show", () => {
  it("prints a letter with its arguments", async () => {
    const { run, json, list } = await anIllShop();
    const { stdout } = await run("show", id);
    expect(stdout.replace(/[0-9a-f-]{36}(?=\nargs)/, "A-MESSAGE-ID")).toMatchInlineSnapshot(`
      "id          0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11
      task        mail.send
      queue       mail
      reason      FAILED
      error       Error: the server is away
      attempt     2
      died        2026-01-02T03:05:00.000Z
      sent        2026-01-02T03:05:00.000Z
      received    1 times, this one among them
      message     A-MESSAGE-ID
      args        [
                    "ada@example.com"
                  ]
      kwargs      {
                    "subject": "hi"
                  }
      "
    `);
    expect(await json("show", id)).toMatchObject({ args: ["ada@example.com"], kwargs: { subject: "hi" } });
    const [{ messageId }] = (await list()).filter(({ reason }: { reason: string }) => reason === "UNDECODABLE");
    expect(await json("show", messageId)).toMatchObject({ reason: "UNDECODABLE", args: null, body: "no message" });
    expect((await run("show", messageId)).stdout).toContain("body        no message\n");
  });

  it("says what is not there", async () => {
    const { run } = await anIllShop();
    const { code, stderr } = await run("show", other);
    expect([code, stderr]).toEqual([4, expect.stringContaining(`no dead letter with the id "${other}"`)]);
  });
});

describe("lovage dead-letters redrive", () => {
  it("sends letters back by their ids, and says which are not there", async () => {
    const { run, list, world } = await anIllShop();
    const { code, stdout } = await run("redrive", id, other);
    expect([code, stdout]).toEqual([1, `1 dead letter redriven\nnot found: ${other}\n`]);
    expect((await list()).map(({ reason }: { reason: string }) => reason)).toEqual(["UNDECODABLE"]);
    await world.advance("2m");
    expect(await list()).toMatchObject([{ reason: "UNDECODABLE" }, { id, attempt: 4 }]);
  });

  it("sends back what has something in common, at a rate, or only tells", async () => {
    const { run, json, list } = await anIllShop();
    const dry = await run("redrive", "--task", "mail.*", "--dry-run");
    expect(dry.stdout).toMatch(/^1 dead letter would be redriven\n\nDIED .*\n.*mail\.send/);
    expect(await list()).toHaveLength(2);
    const done = await json("redrive", "--since", "1h", "--reason", "FAILED", "--rate", "10/s");
    expect(done).toMatchObject({ app: "shop", dryRun: false, redriven: [{ id }], failed: [], missing: [] });
    expect(await list()).toHaveLength(1);
  });

  it("wants to be told which, in one way", async () => {
    const { run } = await anIllShop();
    for (const words of [[], [id, "--all"], ["--all", "--task", "mail.send"], [id, "--queue", "mail"]]) {
      expect([(await run("redrive", ...words)).code, words]).toEqual([2, words]);
    }
  });
});

describe("lovage dead-letters discard", () => {
  it("deletes letters that are given by their ids without asking", async () => {
    const { run, list, app } = await anIllShop();
    expect(await run("discard", id)).toEqual({ code: 0, stdout: "1 dead letter discarded\n", stderr: "" });
    expect(await list()).toMatchObject([{ reason: "UNDECODABLE" }]);
    expect(await app.result(id).state()).toBe("FAILURE");
  });

  it.each([
    ["y", 0, "2 dead letters discarded\n", 0],
    ["n", 0, "nothing was discarded\n", 2],
    [null, 130, "nothing was discarded\n", 2],
  ] as const)("asks before it deletes more: %j", async (answer, code, stdout, left) => {
    const { shell, list } = await anIllShop();
    const it = shell(["dead-letters", "discard", "--all"], { answer });
    expect([await runCli(it), it.out, it.questions]).toEqual([
      code,
      stdout,
      ['Delete 2 dead letters of the app "shop", for good? [y/N] '],
    ]);
    expect(await list()).toHaveLength(left);
  });

  it("is refused where nobody can be asked, unless told --yes", async () => {
    const { run, json, list } = await anIllShop();
    expect((await run("discard", "--all")).code).toBe(2);
    expect(await list()).toHaveLength(2);
    expect((await json("discard", "--all", "--dry-run")).discarded).toHaveLength(2);
    expect((await json("discard", "--all", "--yes")).discarded).toHaveLength(2);
    expect(await list()).toEqual([]);
  });
});

describe("the words of lovage dead-letters", () => {
  it.each([
    ["10/s", 10],
    ["90/m", 1.5],
    ["0.5/s", 0.5],
    ["36/h", 0.01],
  ])("reads the rate %s", (word, rate) => expect(readRate(word)).toBe(rate));

  it.each(["10", "0/s", "-1/s", "10/d", "fast"])("refuses the rate %s", (word) =>
    expect(() => readRate(word)).toThrow(/--rate/),
  );

  it("reads a moment or how long ago, and refuses a reason that does not exist", () => {
    expect(readFilter({ since: "1h" })).toEqual({ since: 3_600_000 });
    expect(readFilter({ since: "2026-05-01T08:00Z" })).toEqual({ since: new Date("2026-05-01T08:00Z") });
    expect(() => readFilter({ reason: "BORED" })).toThrow(/FAILED, REJECTED/);
  });
});
