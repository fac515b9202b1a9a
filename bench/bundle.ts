/*
 * What a worker's bundle weighs and costs to import: one task, bundled as the Worker construct does it, so that only Lovage
 * and the AWS clients are weighed; beside it a producer and the bare clients.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleWorker } from "../cdk/bundle-worker.ts";
import { neverOnLambda } from "../cdk/never-on-lambda.ts";
import { median, mustHold, printTable } from "./table.ts";

/** As in test/cdk/worker-bundle.test.ts. */
const LIMIT = 720_000;
const STARTS = 15;

const root = fileURLToPath(new URL("../", import.meta.url));
// Inside the checkout, so that what is left out of a bundle is found when it is imported.
const out = join(root, ".cache", "bench-bundle");
mkdirSync(out, { recursive: true });

const bundles = {
  producer: `import { createProducer } from "lovage"; export const shop = createProducer({ name: "shop" });`,
  "bare client-sqs + client-dynamodb": `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs"; import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb"; export const handler = [new SQSClient({ region: "eu-north-1" }), new DynamoDBClient({ region: "eu-north-1" }), SendMessageCommand, UpdateItemCommand];`,
  "empty module": "export const handler = 1;",
};

const rows: (string | number)[][] = [];
const sizes: Record<string, number> = {};
const weigh = (name: string, outfile: string) => {
  sizes[name] = statSync(outfile).size;
  rows.push([name, sizes[name] ?? 0, importTime(outfile).toFixed(1)]);
};

const deployed = bundleWorker({ projectRoot: root, entry: "test/cdk/fixture/tasks.ts" }).files;
for (const [name, text] of deployed) writeFileSync(join(out, name), text);
weigh("worker", join(out, "index.mjs"));
for (const [name, contents] of Object.entries(bundles)) {
  const outfile = join(out, `${name.replace(/\W+/g, "-")}.mjs`);
  await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    alias: neverOnLambda,
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "error",
  });
  weigh(name, outfile);
}
rmSync(out, { recursive: true });

printTable(["bundle (minified)", "bytes", `import, median of ${STARTS} (ms)`], rows);
mustHold(`the worker's bundle is at most ${LIMIT} bytes`, (sizes.worker ?? Number.POSITIVE_INFINITY) <= LIMIT);

/** The time of an import in a new process, without the start of Node itself. */
function importTime(file: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - t)); process.exit()`;
  const times = Array.from({ length: STARTS }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    const time = Number(stdout);
    if (!(time > 0)) throw new Error(`${file} does not start: ${stderr}`);
    return time;
  });
  return median(times);
}
