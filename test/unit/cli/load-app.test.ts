import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../../src/cli/dev/cache-folder.ts";
import { loadApp } from "../../../src/cli/load-app.ts";
import { aProject } from "../../support/a-project.ts";

const app = `import { createApp } from "lovage"; export const app = createApp({ name: "shop" }); app.task("add", (x: number) => x);`;

describe("loading an app", () => {
  it("takes TypeScript, and leaves no file behind", async () => {
    const folder = aProject({ "src/tasks.ts": app });
    const loaded = await loadApp(["src/tasks.ts"], folder);
    expect([loaded.name, loaded.tasks.map(({ name }) => name)]).toEqual(["shop", ["add"]]);
    expect(readdirSync(cacheFolder(folder))).toEqual([]);
  });

  it("takes a file without its ending", async () => {
    expect((await loadApp(["tasks"], aProject({ "tasks.ts": app }))).name).toBe("shop");
  });

  it("takes the tasks of several modules, those that are shared as well", async () => {
    const folder = aProject({
      "app.ts": app,
      "mail.ts": `import { app } from "./app.ts"; export const send = app.task("mail.send", () => {});`,
      "shared.ts": `import { sharedTask } from "lovage"; export const log = sharedTask("log", () => {});`,
    });
    const loaded = await loadApp(["mail.ts", "shared.ts", "app.ts"], folder);
    expect(loaded.tasks.map(({ name }) => name).toSorted()).toEqual(["add", "log", "mail.send"]);
  });

  it("knows the app of a module that has it as its default export", async () => {
    const folder = aProject({
      "tasks.ts": `import { createApp } from "lovage"; export default createApp({ name: "shop" });`,
    });
    expect((await loadApp(["tasks.ts"], folder)).name).toBe("shop");
  });

  it("loads what is on the disk now, not what was there before", async () => {
    const names = ["one", "two"].map((name) => aProject({ "tasks.ts": app.replace("shop", name) }));
    const loaded = await Promise.all(names.map((folder) => loadApp(["tasks.ts"], folder)));
    expect(loaded.map(({ name }) => name)).toEqual(["one", "two"]);
  });

  it.each([
    [
      "a file that is not there",
      "gone.ts",
      app,
      /gone\.ts could not be loaded: there is no such file.*MODULE_NOT_LOADED/,
    ],
    [
      "a file that is not there, without an ending",
      "gone",
      app,
      /Could not resolve[\s\S]*gone.*[\s\S]*MODULE_NOT_LOADED/,
    ],
    ["a syntax error", "tasks.ts", "export const = 1;", /tasks\.ts:1:13[\s\S]*MODULE_NOT_LOADED/],
    [
      "a package that is not installed",
      "tasks.ts",
      `import "nowhere";`,
      /Could not resolve "nowhere"[\s\S]*MODULE_NOT_LOADED/,
    ],
    [
      "a module that throws, by its own line",
      "tasks.ts",
      `\n\nthrow new Error("no database");`,
      /no database[\s\S]*tasks\.ts:3:\d[\s\S]*MODULE_NOT_LOADED/,
    ],
    ["a module without an app", "tasks.ts", "export const app = 1;", /tasks\.ts exports no Lovage app.*NO_APP_FOUND/],
  ])("refuses %s", async (_, file, text, problem) => {
    await expect(loadApp([file], aProject({ "tasks.ts": text }))).rejects.toThrow(problem);
  });
});

describe("the folder for bundles", () => {
  it("is below the nearest node_modules", () => {
    const folder = aProject({ "packages/a/tasks.ts": app });
    mkdirSync(join(folder, "node_modules"));
    expect(cacheFolder(join(folder, "packages/a"))).toBe(join(folder, "node_modules/.cache/lovage"));
  });

  it("is one of its own where there is none", () => {
    const folder = aProject({ "tasks.ts": app });
    expect(cacheFolder(folder)).toBe(join(folder, ".lovage/cache"));
    expect(existsSync(cacheFolder(folder))).toBe(false);
  });
});
