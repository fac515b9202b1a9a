/*
 * BullMQ's part of the throughput benchmark, in a process of its own as its users run it: prints the rates of the
 * rounds as JSON. Arguments: folder with node_modules, port, jobs, rounds, concurrency.
 */
import { createRequire } from "node:module";

interface Bull {
  Queue: new (
    name: string,
    options: object,
  ) => {
    addBulk(jobs: object[]): Promise<unknown>;
    obliterate(options: object): Promise<unknown>;
    close(): Promise<unknown>;
  };
  Worker: new (
    name: string,
    run: () => Promise<void>,
    options: object,
  ) => { run(): Promise<unknown>; close(): Promise<unknown>; waitUntilReady(): Promise<unknown> };
}

const [folder, port, ...numbers] = process.argv.slice(2);
const [jobs = 0, rounds = 0, concurrency = 0] = numbers.map(Number);
const { Queue, Worker } = createRequire(`${folder}/package.json`)("bullmq") as Bull;
const connection = { host: "127.0.0.1", port: Number(port), maxRetriesPerRequest: null };

const queue = new Queue("bench", { connection });
const rates: number[] = [];
for (let round = -1; round < rounds; round++) {
  for (let sent = 0; sent < jobs; sent += 1_000) {
    const bulk = Array.from({ length: 1_000 }, (_, n) => ({
      name: "noop",
      data: { n },
      opts: { removeOnComplete: true },
    }));
    await queue.addBulk(bulk);
  }
  let left = jobs;
  let done = () => {};
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });
  const run = async () => {
    if (--left === 0) done();
  };
  const worker = new Worker("bench", run, { connection, concurrency, autorun: false });
  await worker.waitUntilReady();
  const start = performance.now();
  void worker.run();
  await finished;
  if (round >= 0) rates.push((jobs / (performance.now() - start)) * 1_000);
  await worker.close();
}
await queue.close();
console.log(JSON.stringify(rates));
process.exit(0);
