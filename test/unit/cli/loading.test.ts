import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { root } from "../../support/source-files.ts";

/** The files that are loaded together with one: what it imports by `import`, not what it loads later by `import()`. */
async function loadedWith(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    external: ["@aws-sdk/*", "dynalite", "esbuild"],
    logLevel: "silent",
  });
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind === "dynamic-import") continue;
      if (external) seen.add(path);
      else visit(path);
    }
  };
  visit(entry);
  return [...seen];
}

describe("what the CLI loads", () => {
  it("for its help: neither AWS's clients, nor the embedded cloud, nor a bundler, nor the engine", async () => {
    const files = await loadedWith("src/cli/main.ts");
    expect(files).toContain("src/cli/program.ts");
    const heavy =
      /@aws-sdk|dynalite|esbuild|^src\/(aws|dev|queue|memory|app|poller|consumer|execution|producer|results)\//;
    expect(files.filter((file) => heavy.test(file))).toEqual([]);
  });

  it("to send a task to an app that it knows by name: no embedded cloud and no bundler", async () => {
    const files = await loadedWith("src/cli/send/run-send.ts");
    expect(files.filter((file) => /dynalite|esbuild|^src\/(dev|queue|memory|poller)\//.test(file))).toEqual([]);
  });

  it.each([
    "src/cli/schedules/run-list.ts",
    "src/cli/schedules/run-put.ts",
    "src/cli/status/run-status.ts",
    "src/cli/history/run-history.ts",
    "src/cli/purge/run-purge.ts",
  ])("for %s: no embedded cloud, no bundler, and CloudFormation's client only once a stack is named", async (entry) => {
    const files = await loadedWith(entry);
    expect(files).toContain("src/cli/open-app.ts");
    const heavy = /dynalite|esbuild|@aws-sdk|^src\/(dev|queue|memory)\/|^src\/aws\/cloudformation\//;
    expect(files.filter((file) => heavy.test(file))).toEqual([]);
  });
});
