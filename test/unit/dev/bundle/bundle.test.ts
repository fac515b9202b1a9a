import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bundled, bundle, watchBundle } from "../../../../src/dev/index.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lovage-bundle-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a project's files. */
function project(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const options = (entry: string, standIns?: Record<string, string>) => ({
  entry,
  folder,
  outputFolder: join(folder, "out", "bundles"),
  standIns,
});

async function load(bundled: Bundled): Promise<Record<string, unknown>> {
  if ("problem" in bundled) throw new Error(bundled.problem);
  return import(/* @vite-ignore */ pathToFileURL(bundled.file).href);
}

describe("a bundle", () => {
  it("holds the user's TypeScript, whatever Node itself would take of it", async () => {
    project({
      "tasks.ts": `import { factor } from "@/factor"; enum Kind { Twice = 2 } export const twice = (n: number) => n * Kind.Twice * factor;`,
      "lib/factor.ts": "export const factor: number = 1;",
      "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }`,
    });
    const { twice } = await load(await bundle(options(`export * from "./tasks";`)));
    expect((twice as (n: number) => number)(4)).toBe(8);
  });

  it("leaves what is installed where it is, as the importing file sees it", async () => {
    project({
      "tasks.ts": `import { where, kind } from "pkg"; import { shared } from "shared"; export { where, kind, shared };`,
      "node_modules/pkg/package.json": `{ "name": "pkg", "type": "module", "exports": { "module": "./module.js", "import": "./import.js" } }`,
      "node_modules/pkg/import.js": `export const where = import.meta.url; export const kind = "import";`,
      "node_modules/pkg/module.js": `export const kind = "module";`,
      "node_modules/shared/package.json": `{ "name": "shared", "main": "index.cjs" }`,
      "node_modules/shared/index.cjs": `exports.shared = __filename;`,
    });
    const loaded = await load(await bundle(options(`export * from "./tasks";`)));
    expect(loaded).toMatchObject({
      kind: "import",
      where: pathToFileURL(join(folder, "node_modules/pkg/import.js")).href,
      shared: join(folder, "node_modules/shared/index.cjs"),
    });
  });

  it("knows where its sources are, also where a link leads to the folder it is in", async () => {
    project({ "app/src/tasks.ts": "export const name: string = 'tasks';", "elsewhere/deep/down/.keep": "" });
    symlinkSync(join(folder, "elsewhere/deep/down"), join(folder, "app/node_modules"));
    const bundled = await bundle({
      ...options(`export * from "./src/tasks.ts";`),
      folder: join(folder, "app"),
      outputFolder: join(folder, "app/node_modules/.cache"),
    });
    if ("problem" in bundled) throw new Error(bundled.problem);
    const [, map = ""] = /sourceMappingURL=data:[^,]*,(\S+)/.exec(readFileSync(bundled.file, "utf8")) ?? [];
    const { sources } = JSON.parse(Buffer.from(map, "base64").toString()) as { sources: string[] };
    const seen = sources.map((source) => join(dirname(realpathSync(bundled.file)), source));
    expect(seen).toContain(realpathSync(join(folder, "app/src/tasks.ts")));
  });

  it("keeps a module that is imported for what it does alone, whatever package.json says of side effects", async () => {
    project({
      "package.json": `{ "sideEffects": false }`,
      "tasks.ts": `import "./schedules.ts"; export { declared } from "./app.ts";`,
      "app.ts": `export const declared: string[] = [];`,
      "schedules.ts": `import { declared } from "./app.ts"; declared.push("heartbeat");`,
    });
    expect(await load(await bundle(options(`export * from "./tasks.ts";`)))).toMatchObject({ declared: ["heartbeat"] });
  });

  it("takes a stand-in for a package", async () => {
    project({ "tasks.ts": `export { name } from "lovage";`, "own/door.mjs": `export const name = "own";` });
    const { name } = await load(
      await bundle(options(`export * from "./tasks";`, { lovage: join(folder, "own/door.mjs") })),
    );
    expect(name).toBe("own");
  });

  it("lets CommonJS among the user's files require, beside a require of one's own", async () => {
    project({
      "old.cjs": `module.exports = { sep: require("node:path").sep, pkg: require("pkg") };`,
      "tasks.ts": `import { createRequire } from "node:module"; import old from "./old.cjs"; const require = createRequire(import.meta.url); export const both = [old.sep, old.pkg, require("node:path").sep];`,
      "node_modules/pkg/index.js": `module.exports = "pkg";`,
    });
    const { both } = await load(await bundle(options(`export * from "./tasks";`)));
    expect(both).toEqual(["/", "pkg", "/"]);
  });

  it("that cannot be built says what is wrong, and where", async () => {
    project({ "tasks.ts": "export const add = (a, b) => a +;" });
    const bundled = await bundle(options(`export * from "./tasks"; import "./gone";`));
    const problem = "problem" in bundled ? bundled.problem : "";
    expect(problem.split("\n").filter((line) => /^\S|:/.test(line))).toEqual([
      'Could not resolve "./gone"',
      "    lovage-entry.ts:1:32:",
      'Unexpected ";"',
      "    tasks.ts:1:32:",
    ]);
  });

  it("says of a package that is not installed where it is imported", async () => {
    project({ "tasks.ts": `import "not-installed";` });
    expect(await bundle(options(`export * from "./tasks";`))).toEqual({
      problem: expect.stringMatching(/Could not resolve "not-installed"[\s\S]*tasks\.ts:1:7/),
    });
  });
});

describe("a bundle that is watched", () => {
  /** Watches, and gives what is told, in its order. */
  async function watched(entry: string) {
    let told = Promise.withResolvers<Bundled>();
    const watching = await watchBundle(options(entry), (bundled) => {
      const { resolve } = told;
      told = Promise.withResolvers();
      resolve(bundled);
    });
    return { watching, next: () => told.promise };
  }

  it("is made anew when a file changes, and tells of an error and of its mending", async () => {
    project({ "tasks.ts": "export const n = 1;" });
    const { watching, next } = await watched(`export * from "./tasks";`);
    expect({ ...(await load(watching.first)) }).toEqual({ n: 1 });

    let changed = next();
    project({ "tasks.ts": "export const n = 2;" });
    expect({ ...(await load(await changed)) }).toEqual({ n: 2 });

    changed = next();
    project({ "tasks.ts": "export const n = ;" });
    expect(await changed).toEqual({ problem: expect.stringContaining("tasks.ts:1:17") });

    changed = next();
    project({ "tasks.ts": "export const n = 2;" });
    expect({ ...(await load(await changed)) }).toEqual({ n: 2 });
    await watching.close();
    expect(readdirSync(join(folder, "out", "bundles"))).toEqual([]);
  });

  it("says what is wrong with the first build, and goes on watching", async () => {
    project({ "tasks.ts": "export const n = ;" });
    const { watching, next } = await watched(`export * from "./tasks";`);
    expect(watching.first).toHaveProperty("problem");
    const changed = next();
    project({ "tasks.ts": "export const n = 3;" });
    expect({ ...(await load(await changed)) }).toEqual({ n: 3 });
    await watching.close();
  });
});

it("maps stacks back to the sources", async () => {
  project({ "tasks.ts": "export const n = 1;" });
  const bundled = await bundle(options(`export * from "./tasks";`));
  const text = "file" in bundled ? readFileSync(bundled.file, "utf8") : "";
  const map = JSON.parse(Buffer.from(text.split("base64,")[1] ?? "", "base64").toString());
  expect(map.sources).toContainEqual(expect.stringMatching(/tasks\.ts$/));
});
