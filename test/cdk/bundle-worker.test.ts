import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BundleOptions, bundleWorker } from "../../cdk/bundle-worker.ts";
import { aProject } from "../support/a-project.ts";

/** A package "lovage" whose createWorker tells what it was given, so that these tests are about the bundling alone. */
const lovage = {
  "node_modules/lovage/package.json": '{"name":"lovage","type":"module","exports":{"./worker":"./worker.js"}}',
  "node_modules/lovage/worker.js":
    "export const createWorker = (tasks) => async (event) => ({ event, tasks: Object.keys(tasks) });",
};
const tasks = { ...lovage, "src/tasks.ts": "export const app: string = 'shop'; export const add = 1;" };
const entry = "src/tasks.ts";

const bundle = (projectRoot: string, options: Partial<BundleOptions> = {}) =>
  bundleWorker({ projectRoot, entry, ...options });

/** What the bundle's handler answers, in a Node of its own with the flags of the deployed function. */
function run(files: ReadonlyMap<string, string>): { readonly stdout: string; readonly stderr: string } {
  const root = aProject(Object.fromEntries(files));
  writeFileSync(
    join(root, "run.mjs"),
    'import { handler } from "./index.mjs"; console.log(JSON.stringify(await handler({})));',
  );
  const flags = ["--enable-source-maps", join(root, "run.mjs")];
  try {
    return { stdout: execFileSync(process.execPath, flags, { encoding: "utf8", stdio: "pipe" }), stderr: "" };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { stdout, stderr };
  }
}

describe("bundleWorker", () => {
  it("makes a handler of the app that the entry exports", () => {
    const { files } = bundle(aProject(tasks));
    expect([...files.keys()].sort()).toEqual(["index.mjs", "index.mjs.map"]);
    expect(JSON.parse(run(files).stdout)).toEqual({ event: {}, tasks: ["add", "app"] });
  });

  it("gives the same bytes wherever the project is, through a link or not, and names no folder above it", () => {
    const [first, second] = [aProject(tasks), aProject(tasks)];
    const link = join(aProject({ "empty/.keep": "" }), "link");
    symlinkSync(second, link);
    const bundles = [first, second, link].map((root) => bundle(root).files);
    expect(bundles[1]).toEqual(bundles[0]);
    expect(bundles[2]).toEqual(bundles[0]);
    const text = [...(bundles[0] ?? new Map()).values()].join("\n");
    expect(text).not.toContain(first);
    expect(text).not.toContain("lovage-project-");
  });

  it("leaves out the SDK's clients for signing in, unless the user's code takes other roles", () => {
    const sdk = {
      ...lovage,
      "node_modules/@aws-sdk/nested-clients/package.json":
        '{"name":"@aws-sdk/nested-clients","exports":{"./sts":"./sts.js"}}',
      "node_modules/@aws-sdk/nested-clients/sts.js": "export const sts = 'the STS client';",
      "node_modules/@aws-sdk/credential-providers/package.json":
        '{"name":"@aws-sdk/credential-providers","main":"index.js"}',
      "node_modules/@aws-sdk/credential-providers/index.js":
        "export const role = () => import('@aws-sdk/nested-clients/sts');",
      "node_modules/client/index.js": "export const call = () => import('@aws-sdk/nested-clients/sts');",
    };
    const text = (code: string) => bundle(aProject({ ...sdk, "src/tasks.ts": code })).files.get("index.mjs");
    expect(text("export { call } from 'client'; export const app = 1;")).not.toContain("the STS client");
    const both =
      "export { call } from 'client'; export { role } from '@aws-sdk/credential-providers'; export const app = 1;";
    expect(text(both)).toContain("the STS client");
  });

  it("uses a handler that the entry exports, as it is", () => {
    const root = aProject({ "src/tasks.ts": "export const run = async () => 'my own';" });
    expect(run(bundle(root, { handler: "run" }).files).stdout).toBe('"my own"\n');
  });

  it("bundles CommonJS that requires Node's modules and reads its own folder, beside code that declares these itself", () => {
    const root = aProject({
      "node_modules/old/package.json": '{"name":"old","main":"index.js"}',
      "node_modules/old/index.js": 'module.exports = [typeof require("fs").readFileSync, typeof __dirname];',
      "src/tasks.ts": `import { createRequire } from "node:module";
        import old from "old";
        const require = createRequire(import.meta.url);
        const __dirname = "mine";
        export const run = async () => [old, typeof require("node:os").platform, __dirname];`,
    });
    for (const minify of [true, false]) {
      const { stdout } = run(bundle(root, { handler: "run", minify }).files);
      expect(JSON.parse(stdout)).toEqual([["function", "string"], "function", "mine"]);
    }
  });

  it("keeps the names of functions and classes, and the places of errors in the source, when it minifies", () => {
    const root = aProject({
      "src/tasks.ts":
        "export class PaymentRefused extends Error {}\n\nexport const run = async () => {\n  throw new PaymentRefused(`no`);\n};\n",
    });
    const { stderr } = run(bundle(root, { handler: "run" }).files);
    expect(stderr).toMatch(/src\/tasks\.ts:4:9/);
    expect(stderr).toContain("PaymentRefused");
  });

  it("leaves out external modules and modules that are deployed beside it", () => {
    const root = aProject({
      "src/tasks.ts": 'import a from "in-a-layer"; import b from "native"; export const run = async () => [a, b];',
    });
    const { files } = bundle(root, { handler: "run", externalModules: ["in-a-layer"], nodeModules: ["native"] });
    expect(files.get("index.mjs")).toMatch(/from"in-a-layer".*from"native"/);
  });

  it("puts values in place of names", () => {
    const root = aProject({ "src/tasks.ts": "export const run = async () => process.env.STAGE;" });
    const define = { "process.env.STAGE": '"prod"' };
    expect(run(bundle(root, { handler: "run", define }).files).stdout).toBe('"prod"\n');
  });

  it("refuses to drop a module of the project that is imported for what it does, and says what to write where", () => {
    const text = 'import "./registers.ts"; import "pure"; export const run = async () => 1;';
    const files = {
      "src/tasks.ts": text,
      "src/registers.ts": "globalThis.registered = true;",
      "node_modules/pure/package.json": '{"name":"pure","sideEffects":false,"main":"index.js"}',
      "node_modules/pure/index.js": "globalThis.pure = true;",
    };
    const pure = aProject({ ...files, "package.json": '{"sideEffects":false}' });
    expect(() => bundle(pure, { handler: "run" })).toThrow(
      /src\/tasks\.ts:1: Ignoring this import because "src\/registers\.ts" was marked .*List the files/,
    );
    const { files: written } = bundle(aProject({ ...files, "package.json": '{"sideEffects":["./src/**"]}' }), {
      handler: "run",
    });
    expect(written.get("index.mjs")).toContain("registered");
    expect(written.get("index.mjs")).not.toContain("pure");
  });

  it.each([
    [
      "a syntax error",
      "export const app = ;",
      {},
      /src\/tasks\.ts could not be loaded: src\/tasks\.ts:1:19: Unexpected ";"/,
    ],
    ["a module that is not installed", 'import "left-pad";', {}, /src\/tasks\.ts:1:7: Could not resolve "left-pad"/],
    [
      "a handler that the entry does not export",
      "export const app = 1;",
      { handler: "run" },
      /No matching export .* "run"/,
    ],
  ])("fails with %s, and says where", (_, text, options, message) => {
    const root = aProject({ ...lovage, "src/tasks.ts": text });
    expect(() => bundle(root, options)).toThrow(message);
  });
});
