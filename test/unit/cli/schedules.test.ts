import { describe, expect, it } from "vitest";
import { makeEntry, planSchedule } from "../../../src/beat/index.ts";
import { plain } from "../../../src/cli/paint.ts";
import { runCli } from "../../../src/cli/run-cli.ts";
import { listSchedules } from "../../../src/cli/schedules/list-schedules.ts";
import { renderSchedules } from "../../../src/cli/schedules/render-schedules.ts";
import { viewSchedule } from "../../../src/cli/schedules/schedule-view.ts";
import { type App, createApp, every } from "../../../src/index.ts";
import { testWorld } from "../../../src/testing.ts";
import { TestShell } from "./run-in-process.ts";

const start = new Date("2026-01-02T03:04:05Z");

/** A world in which the tasks run, and command lines that know the app by its name alone. */
function aWorld() {
  const app = createApp({ name: "shop" });
  app.task("add", (x: number, y: number) => x + y);
  app.task("fail", () => {
    throw new Error("no price");
  });
  const world = testWorld(app, { start });
  const shell = (...argv: string[]) =>
    new TestShell(argv, {
      env: { LOVAGE_APP: "shop" },
      connect: (other: App) => other.connect(world.adapters, { clock: world.clock }),
      clock: world.clock,
    });
  const run = async (...argv: string[]) => {
    const it = shell("schedules", ...argv);
    const code = await runCli(it);
    return { code, stdout: it.out, stderr: it.err };
  };
  const json = async (...argv: string[]) => JSON.parse((await run(...argv, "--json")).stdout);
  /** Puts a schedule as infrastructure code does. */
  const deploy = async (name: string) => {
    const entry = makeEntry(name, every("20m"), { task: "add", args: [1, 1] });
    await world.adapters.beat.put(planSchedule(entry, { settings: app.settings, source: "cdk", now: +start }));
  };
  return { app, world, run, json, shell, deploy };
}

describe("lovage schedules list", () => {
  it("shows when each runs, where it was made, its next run, and how the last one went", async () => {
    const { world, run, deploy } = aWorld();
    await deploy("deployed");
    await run("put", "failing", "fail", "--every", "1m");
    await run("put", "monday", "add", "4", "4", "--crontab", "30 4 * * 1", "--timezone", "Europe/Oslo", "--disabled");
    await world.advance("90s");
    const { code, stdout, stderr } = await run("list");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "shop: 3 schedules

      NAME      TASK  WHEN                              ENABLED  SOURCE   NEXT RUN           LAST RUN           IT WENT
      deployed  add   every 20 minutes                  yes      cdk*     2026-01-02 03:20Z  2026-01-02 03:00Z  no record
      failing   fail  every minute                      yes      runtime  2026-01-02 03:06Z  2026-01-02 03:05Z  FAILURE
      monday    add   at 04:30 on Mondays, Europe/Oslo  no       runtime  none               2025-12-29 03:30Z  no record

      * deployed by infrastructure code: it can be run, and is changed only there
      "
    `);
  });

  it("prints one JSON document", async () => {
    const { run, json } = aWorld();
    await run("put", "adding", "add", "4", "4", "--every", "1h", "--expires", "5m", "--overlap", "skip");
    expect(await json("list")).toEqual({
      app: "shop",
      schedules: [
        {
          name: "adding",
          task: "add",
          args: [4, 4],
          kwargs: {},
          when: "every hour",
          schedule: { kind: "every", seconds: 3_600, enabled: true, once: false },
          timezone: null,
          enabled: true,
          complete: true,
          source: "runtime",
          overlap: "skip",
          options: { queue: "default", expires: 300_000 },
          next: ["2026-01-02T04:00:00.000Z"],
          last: [{ at: "2026-01-02T03:00:00.000Z", id: expect.any(String), state: null }],
        },
      ],
    });
  });

  it("says that there are none", async () => {
    expect(await aWorld().run("list")).toEqual({ code: 0, stdout: "shop: 0 schedules\n", stderr: "" });
  });

  it("says of one of which a part is missing that it does not fire", async () => {
    const { app, run, world } = aWorld();
    await run("put", "torn", "add", "1", "1", "--every", "1h");
    const [kept] = await listSchedules(app);
    if (!kept) throw new Error("it was not put");
    const sight = { now: world.clock.now(), runs: 1, past: [] };
    const text = renderSchedules("shop", [viewSchedule({ ...kept, complete: false }, sight)], plain);
    expect(text).toMatch(/^torn +add +every hour +incomplete +runtime +none +none$/m);
    expect(text).toContain("incomplete: putting it was cut short; put it again");
  });
});

describe("lovage schedules show", () => {
  it("shows arguments, options, next and last runs, and what was probably not meant", async () => {
    const { world, run } = aWorld();
    const words = ["--crontab", "1 * * * *", "--expires", "5m", "--kwargs", '{"to":"ada"}', "--overlap", "skip"];
    await run("put", "odd", "add", "4", "four", ...words);
    await world.advance("2h");
    const { code, stdout } = await run("show", "odd", "--runs", "2");
    expect(code).toBe(0);
    expect(stdout.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")).toMatchInlineSnapshot(`
      "name      odd
      task      add(4, "four", to="ada")
      when      at minute 1 past every hour
      timezone  UTC
      enabled   yes
      source    runtime
      overlap   skip: a run is left out while the one before is not over
      options   queue default
                expires 5m
      next      2026-01-02 06:01Z
                2026-01-02 07:01Z
      last      2026-01-02 05:01Z  SUCCESS  ID  took 0 ms
                2026-01-02 04:01Z  SUCCESS  ID  took 0 ms
      warning   at minute 1 past every hour: it runs once an hour. If that is not meant, write minute: "*".
      "
    `);
  });

  it("says which of two runs an overlap ends", async () => {
    const { run } = aWorld();
    await run("put", "newest", "add", "1", "1", "--every", "1h", "--overlap", "replace");
    const { stdout } = await run("show", "newest");
    expect(stdout).toContain("overlap   replace: a run ends the one before, when that is not over\n");
  });

  it("suggests the name that was meant", async () => {
    const { run } = aWorld();
    await run("put", "monday", "add", "1", "1", "--every", "1h");
    for (const command of ["show", "enable", "disable", "remove", "run"]) {
      expect(await run(command, "mondey")).toEqual({
        code: 4,
        stdout: "",
        stderr:
          'error: The app "shop" has no schedule "mondey" in EventBridge. Did you mean "monday"? It has monday. [SCHEDULE_NOT_FOUND]\n',
      });
    }
  });
});

describe("lovage schedules put", () => {
  it.each([
    [["--every", "10s"], "every 10 seconds; the next run is at 2026-01-02 03:04:10Z"],
    [["--crontab", "30 4 * * 1"], "at 04:30 on Mondays; the next run is at 2026-01-05 04:30Z"],
    [
      ["--at", "2026-02-01T08:00", "--timezone", "Europe/Oslo"],
      "once, at 2026-02-01 07:00 UTC; the next run is at 2026-02-01 07:00Z",
    ],
    [["--cron", "0 17 ? * 6L *"], "on the last Friday of each month at 17:00; the next run is at 2026-01-30 17:00Z"],
    [["--solar", "sunset 59.91 10.75"], "at sunset at 59.91, 10.75; the next run is at 2026-01-02 14:24Z"],
    [
      ["--every", "1d", "--start-at", "2026-03-01T00:00Z", "--end-at", "2026-04-01T00:00Z", "--once"],
      "every day, from 2026-03-01 00:00 UTC, until 2026-04-01 00:00 UTC, the first time only; the next run is at 2026-03-01 00:00Z",
    ],
    [["--every", "1h", "--disabled"], "every hour; it is disabled"],
  ])("takes %j", async (when, said) => {
    const { run } = aWorld();
    expect(await run("put", "it", "add", "4", "4", ...when)).toEqual({
      code: 0,
      stdout: `put it: add, ${said}\n`,
      stderr: "",
    });
  });

  it("takes all options of the runs", async () => {
    const { app, run } = aWorld();
    const words = [
      ...["--queue", "mail", "--countdown", "10s", "--expires", "5m", "--overlap", "skip", "--time-limit", "30s"],
      ...["--kwargs", '{"to":"ada"}', "--args", '[4,"4"]', "--group", "g"],
    ];
    expect(await run("put", "it", "add", "--every", "1m", ...words)).toMatchObject({ code: 0 });
    expect(await app.beat.get("it")).toMatchObject({
      args: [4, "4"],
      kwargs: { to: "ada" },
      overlap: "skip",
      options: { queue: "mail", countdown: 10_000, expires: 300_000, timeLimit: 30_000, messageGroupId: "g" },
    });
  });

  it("warns on stderr of what was probably not meant", async () => {
    const { run } = aWorld();
    const { code, stderr } = await run("put", "it", "add", "--crontab", "* 7 * * *");
    expect(code).toBe(0);
    expect(stderr).toBe(
      "warning: every minute of the hour 7: it runs 60 times an hour; for once an hour write minute: 0.\n",
    );
  });

  it.each([
    [[], "When is it to run? Say it:"],
    [["--every", "1m", "--cron", "0 1 * * ? *"], "When is it to run? --every and --cron say it twice"],
    [["--every", "10"], "--every is"],
    [["--every", "1500ms"], 'every("1500ms") is no schedule: an interval must be whole seconds, such as'],
    [["--crontab", "61 * * * *"], "INVALID_CRONTAB"],
    [["--at", "tomorrow"], "INVALID_INSTANT"],
    [["--at", "2020-01-01T00:00Z"], "it has no run left: 2020-01-01T00:00:00.000Z is past"],
    [["--cron", "0 17 * * *"], "INVALID_EXPRESSION"],
    [["--solar", "sunset"], "--solar is"],
    [["--solar", "sunste 1 1"], "INVALID_OPTION"],
    [["--every", "1m", "--timezone", "UTC"], "it has a timezone"],
    [["--crontab", "0 1 * * *", "--timezone", "Europe/Olso"], 'Did you mean "Europe/Oslo"?'],
    [["--every", "1m", "--overlap", "queue"], "Allowed choices are allow, skip, replace"],
    [["--every", "1m", "--evrey", "1m"], "See lovage schedules put --help"],
  ])("refuses %j, and puts nothing", async (words, problem) => {
    const { run, json } = aWorld();
    const { code, stderr } = await run("put", "it", "add", "4", "4", ...words);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(problem) });
    expect((await json("list")).schedules).toEqual([]);
  });

  it("refuses a task that the app's file does not know", async () => {
    const { run, shell } = aWorld();
    const file = "test/unit/cli/shop-tasks.ts";
    const slip = shell("schedules", "put", "it", "ad", "--every", "1m", "--app", file);
    expect(await runCli(slip)).toBe(2);
    expect(slip.err).toContain('Did you mean "add"?');
    expect((await run("list")).stdout).toContain("0 schedules");
  });
});

describe("lovage schedules enable, disable, remove, run", () => {
  it("switch and remove a schedule", async () => {
    const { app, run } = aWorld();
    await run("put", "it", "add", "1", "1", "--every", "1h");
    expect(await run("disable", "it")).toMatchObject({ code: 0, stdout: "disabled it\n" });
    expect(await app.beat.get("it")).toMatchObject({ enabled: false });
    expect(await run("enable", "it", "--json")).toMatchObject({ stdout: '{"name":"it","enabled":true}\n' });
    expect(await app.beat.get("it")).toMatchObject({ enabled: true });
    expect(await run("remove", "it")).toMatchObject({ code: 0, stdout: "removed it\n" });
    expect(await app.beat.get("it")).toBeUndefined();
  });

  it("refuse what infrastructure code has deployed, but for a run", async () => {
    const { run, deploy, json } = aWorld();
    await deploy("deployed");
    const changes = [
      ["put", "deployed", "add", "--every", "1m"],
      ["enable", "deployed"],
      ["disable", "deployed"],
      ["remove", "deployed"],
    ];
    for (const words of changes) {
      const { code, stderr } = await run(...words);
      expect({ code, stderr }).toEqual({
        code: 4,
        stderr: expect.stringContaining("is deployed by infrastructure code"),
      });
    }
    expect(await json("run", "deployed")).toEqual({ id: expect.any(String), schedule: "deployed" });
  });

  it("run sends the task now, and waits for its result", async () => {
    const { world, run, shell } = aWorld();
    await run("put", "it", "add", "16", "4", "--every", "1h", "--disabled");
    const waiting = shell("schedules", "run", "it", "--wait");
    const sent = Promise.withResolvers<void>();
    const { write } = waiting.stdout;
    waiting.stdout.write = (text) => {
      write(text);
      sent.resolve();
    };
    const ended = runCli(waiting);
    await sent.promise;
    await world.runAll();
    await world.advance("5s");
    expect(await ended).toBe(0);
    expect(waiting.out).toMatch(/^[0-9a-f-]{36}\n20\n$/);
  });

  it("say so where nothing keeps schedules", async () => {
    const { world } = aWorld();
    const { broker, store } = world.adapters;
    const nowhere = new TestShell(["schedules", "list", "--name", "shop"], {
      connect: (app: App) => app.connect({ broker, store }, { clock: world.clock }),
    });
    expect(await runCli(nowhere)).toBe(4);
    expect(nowhere.err).toContain("NO_BEAT");
  });
});

describe("lovage schedules sync", () => {
  const file = "test/unit/cli/shop-schedules.ts";

  it("shows with --dry-run what it would do, then does it, and then has nothing to do", async () => {
    const { app, run, deploy } = aWorld();
    await deploy("deployed");
    app.schedule("dropped", every("1h"), "add", { args: [1, 1] });
    app.schedule("changed", every("1h"), "add", { args: [1, 1] });
    await app.beat.sync();
    await app.beat.put("by hand", every("1h"), "add", { args: [1, 1] });
    const said = (first: string) => `${first}
+  new       new
~  changed   changed
-  dropped   removed, as it is no longer declared
*  deployed  left to infrastructure code, which deploys it
.  over      not put, as it has no run left
`;
    const dry = await run("sync", file, "--dry-run");
    expect(dry).toEqual({
      code: 0,
      stdout: said("shop: 4 schedules declared; a dry run, nothing was changed"),
      stderr: "",
    });
    expect(await app.beat.get("dropped")).toMatchObject({ source: "code" });
    expect(await app.beat.get("new")).toBeUndefined();

    expect(await run("sync", file)).toEqual({ code: 0, stdout: said("shop: 4 schedules declared"), stderr: "" });
    expect(await app.beat.get("dropped")).toBeUndefined();
    expect(await app.beat.get("by hand")).toMatchObject({ source: "runtime" });

    const again = await run("sync", file, "--json");
    expect(JSON.parse(again.stdout)).toEqual({
      app: "shop",
      dryRun: false,
      put: ["new", "changed"],
      added: [],
      changed: [],
      removed: [],
      deployed: ["deployed"],
      over: ["over"],
    });
  });
});
