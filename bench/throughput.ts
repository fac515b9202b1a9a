/*
 * The framework's own cost: tasks that do nothing, through the memory adapters, at concurrency 50; beside it BullMQ on a
 * Redis of this machine, in the same run and with the same number of jobs. BullMQ has no broker in memory, so its number holds Redis
 * on loopback too; ours holds a claim, a settling write and a journal for each task (track: "full").
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { noopApp } from "./in-memory.ts";
import { median, mustHold, printTable } from "./table.ts";

const JOBS = 20_000;
const ROUNDS = 5;
const CONCURRENCY = 50;
const PEER = { bullmq: "6.7.0", ioredis: "5.9.2" };

const rates = { ...(await lovage()), ...(await bullmq()) };
const rows = Object.entries(rates).map(([name, rate]) => [name, Math.round(rate).toLocaleString("en")]);
printTable([`no-op jobs, concurrency ${CONCURRENCY}`, `jobs/s, median of ${ROUNDS}`], rows);
if ("BullMQ on Redis" in rates) {
  const ratio = rates['lovage in memory, track "full"'] / rates["BullMQ on Redis"];
  mustHold(`Lovage processes at least as fast as BullMQ (${ratio.toFixed(2)} times)`, ratio >= 1);
}

async function lovage() {
  const [full, none] = [await lovageRate("full"), await lovageRate("none")];
  return { 'lovage in memory, track "full"': full, 'lovage in memory, track "none"': none };
}

async function lovageRate(track: "full" | "none"): Promise<number> {
  const { noop, ran, poller } = noopApp({ track });
  const results: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    await noop.delayMany(Array.from({ length: JOBS }, (_, n) => [n] as [number]));
    const finished = ran(JOBS);
    const worker = await poller(CONCURRENCY);
    const start = performance.now();
    void worker.run();
    await finished;
    // The first round only warms up.
    if (round >= 0) results.push((JOBS / (performance.now() - start)) * 1_000);
    await worker.stop();
  }
  return median(results);
}

async function bullmq(): Promise<{ "BullMQ on Redis": number } | Record<string, never>> {
  if (!redisThere()) {
    console.log("skipped: BullMQ on Redis, for there is no redis-server and it could not be installed");
    return {};
  }
  const folder = fileURLToPath(new URL("../.cache/bullmq", import.meta.url));
  if (!existsSync(`${folder}/node_modules/ioredis`)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/package.json`, JSON.stringify({ private: true, dependencies: PEER }));
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, stdio: "inherit" });
  }
  const port = await freePort();
  const redis = spawn("redis-server", [
    "--port",
    String(port),
    "--save",
    "",
    "--appendonly",
    "no",
    "--bind",
    "127.0.0.1",
  ]);
  try {
    await new Promise<void>((resolve, reject) => {
      redis.stdout.on("data", (chunk) => String(chunk).includes("Ready to accept connections") && resolve());
      redis.on("exit", () => reject(new Error("redis-server ended")));
    });
    const script = fileURLToPath(new URL("./bullmq-rates.ts", import.meta.url));
    const args = [script, folder, String(port), String(JOBS), String(ROUNDS), String(CONCURRENCY)];
    return { "BullMQ on Redis": median(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }))) };
  } finally {
    redis.removeAllListeners("exit");
    redis.kill();
  }
}

/** Debian's Redis, installed when this may be done here. */
function redisThere(): boolean {
  const there = () => spawnSync("redis-server", ["--version"]).status === 0;
  if (there()) return true;
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return false;
  spawnSync("sh", ["-c", "apt-get update -qq && apt-get install -y -qq redis-server"], { stdio: "ignore" });
  return there();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
