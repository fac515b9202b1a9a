import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyModules } from "../../cdk/copy-modules.ts";
import { aProject } from "../support/a-project.ts";

const lambda = { os: "linux", cpu: "arm64", libc: "glibc" };
const manifest = (fields: object) => JSON.stringify({ version: "1.0.0", ...fields });

function copy(modules: readonly string[], files: Record<string, string>) {
  const root = aProject(files);
  const out = aProject({ "index.mjs": "" });
  copyModules(modules, root, out, lambda);
  return (path: string) => {
    const file = join(out, "node_modules", path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
}

/** A native module as sharp is one: its code, and optional builds of which npm installs those for one platform. */
const native = (...installed: readonly string[]) => ({
  "node_modules/image/package.json": manifest({
    optionalDependencies: { "@image/linux-arm64": "1", "@image/linux-x64": "1", "@image/musl-arm64": "1" },
  }),
  "node_modules/image/index.js": "image",
  ...Object.assign({}, ...installed.map((name) => builds[name])),
});
const builds: Record<string, Record<string, string>> = {
  "linux-arm64": {
    "node_modules/@image/linux-arm64/package.json": manifest({
      os: ["linux"],
      cpu: ["arm64"],
      libc: ["glibc"],
      optionalDependencies: { "@image/lib-arm64": "1" },
    }),
    "node_modules/@image/linux-arm64/image.node": "arm64",
  },
  "lib-arm64": {
    "node_modules/@image/lib-arm64/package.json": manifest({ os: ["linux"], cpu: ["arm64"] }),
    "node_modules/@image/lib-arm64/lib.so": "lib",
  },
  "linux-x64": {
    "node_modules/@image/linux-x64/package.json": manifest({ os: ["linux"], cpu: ["x64"] }),
    "node_modules/@image/linux-x64/image.node": "x64",
  },
  "musl-arm64": {
    "node_modules/@image/musl-arm64/package.json": manifest({ os: ["linux"], cpu: ["arm64"], libc: ["musl"] }),
    "node_modules/@image/musl-arm64/image.node": "musl",
  },
};

describe("copyModules", () => {
  it("copies a module with all that it depends on, and nothing else", () => {
    const copied = copy(["a"], {
      "node_modules/a/package.json": manifest({ dependencies: { "@scope/b": "1" } }),
      "node_modules/a/index.js": "a",
      "node_modules/@scope/b/package.json": manifest({}),
      "node_modules/@scope/b/index.js": "b",
      "node_modules/unused/package.json": manifest({}),
    });
    expect([copied("a/index.js"), copied("@scope/b/index.js"), copied("unused/package.json")]).toEqual([
      "a",
      "b",
      undefined,
    ]);
  });

  it("gives each module the version that it found where it was installed", () => {
    const copied = copy(["a", "c"], {
      "node_modules/a/package.json": manifest({ dependencies: { c: "2" } }),
      "node_modules/a/node_modules/c/package.json": manifest({ version: "2.0.0", dependencies: { d: "1" } }),
      "node_modules/c/package.json": manifest({ version: "1.0.0" }),
      "node_modules/d/package.json": manifest({}),
    });
    expect(copied("c/package.json")).toContain('"1.0.0"');
    expect(copied("a/node_modules/c/package.json")).toContain('"2.0.0"');
    expect(copied("d/package.json")).toBeDefined();
  });

  it("goes round circles of dependencies once", () => {
    const copied = copy(["a"], {
      "node_modules/a/package.json": manifest({ dependencies: { b: "1" } }),
      "node_modules/b/package.json": manifest({ dependencies: { a: "1" } }),
    });
    expect(copied("b/package.json")).toBeDefined();
    expect(copied("b/node_modules/a/package.json")).toBeUndefined();
  });

  it("takes of a native module the build for Lambda's platform alone", () => {
    const copied = copy(["image"], native("linux-arm64", "lib-arm64", "linux-x64", "musl-arm64"));
    expect(copied("@image/linux-arm64/image.node")).toBe("arm64");
    expect(copied("@image/lib-arm64/lib.so")).toBe("lib");
    expect([copied("@image/linux-x64/image.node"), copied("@image/musl-arm64/image.node")]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("fails with a native module that is installed for this machine only, and says how to install it", () => {
    expect(() => copy(["image"], native("linux-x64"))).toThrow(
      /image could not be loaded: it is not installed for linux-arm64, .* npm install --no-save --os=linux --cpu=arm64 --libc=glibc/,
    );
  });

  it("fails with a build that lacks its own library", () => {
    expect(() => copy(["image"], native("linux-arm64"))).toThrow(/@image\/linux-arm64 could not be loaded/);
  });

  it("fails with a module that is not installed", () => {
    expect(() => copy(["nowhere"], {})).toThrow(/nowhere could not be loaded: it is not installed/);
    const files = { "node_modules/a/package.json": manifest({ dependencies: { b: "1" } }) };
    expect(() => copy(["a"], files)).toThrow(/a could not be loaded: its dependency b is not installed/);
  });
});
