import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = join(root, ".cache", "documentation");
const run = promisify(execFile);

/** The pages with code, by their names. */
async function pages(): Promise<string[]> {
  const docs = (await readdir(join(root, "docs"))).filter((file) => file.endsWith(".md"));
  return ["README.md", ...docs.map((file) => `docs/${file}`)];
}

/** The TypeScript of a page, as files: a block whose first line is a comment with a path is that file. */
function filesOf(markdown: string): Map<string, string> {
  const blocks = [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
  return new Map(
    blocks.map((code, index) => [
      /^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? `block-${index + 1}.ts`,
      `${code}\nexport {};\n`,
    ]),
  );
}

beforeAll(async () => {
  await rm(scratch, { recursive: true, force: true });
  for (const page of await pages()) {
    const folder = join(scratch, page.replaceAll(/[/.]/g, "-"));
    for (const [file, code] of filesOf(await readFile(join(root, page), "utf8"))) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), code);
    }
  }
  const config = { extends: "../../tsconfig.json", compilerOptions: { rootDir: "../.." }, include: ["."], exclude: [] };
  await writeFile(join(scratch, "tsconfig.json"), JSON.stringify(config));
});

describe("the code in README.md and docs/", () => {
  it("compiles", { timeout: 120_000 }, async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const output = await run(process.execPath, [tsc, "--noEmit", "-p", scratch]).then(
      () => "",
      (error: Error & { stdout: string }) => {
        if (!error.stdout.includes("error TS")) throw error;
        return error.stdout;
      },
    );
    const ours = output.split("\n").filter((line) => line.includes("documentation/"));
    expect(ours).toEqual([]);
  });

  it("is there to be compiled", async () => {
    const files = await readdir(scratch, { recursive: true });
    expect(files.filter((file) => file.endsWith(".ts")).length).toBeGreaterThan(20);
  });
});
