import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApp } from "../../src/app/index.ts";
import { awsAdapters, tableDefinition } from "../../src/aws/index.ts";
import { bundle, type EmbeddedCloud, startEmbeddedCloud } from "../../src/dev/index.ts";
import { LovageError } from "../../src/errors/index.ts";
import { decodeMessage } from "../../src/message/index.ts";
import { silentLogger, systemClock, systemRuntime, uuidIds } from "../../src/runtime/index.ts";
import { deadLetterName, queueName, readSettings, tableName } from "../../src/settings/index.ts";
import { type Account, account, type SentTask } from "./account.ts";
import { faultPlan } from "./fault-plan.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { noteIn, readLedgers } from "./ledger.ts";
import { seeded } from "./seeded.ts";
import { type PlannedTask, soakQueues, taskPlan } from "./task-plan.ts";
import { isOurs, Workforce } from "./workforce.ts";

/** What a soak is made with. */
export interface SoakOptions {
  readonly seed: number;
  readonly tasks: number;
  /** Is told how far it is. */
  readonly say: (line: string) => void;
  /** How long it may take until every queue is empty, in milliseconds. */
  readonly limit: number;
}

/** What came of a soak. */
export interface SoakReport {
  /** When every queue was empty for the first time. */
  readonly before: Account;
  /** When what had failed was mended, and its dead letters were redriven. */
  readonly after: Account;
  /** What the revocations were answered with, by task. */
  readonly revocations: ReadonlyMap<string, string>;
  /** What was injected, and how often. */
  readonly injected: ReadonlyMap<string, number>;
  /** What the engine warned of, and how often. */
  readonly warnings: ReadonlyMap<string, number>;
  /** Whether every queue was empty in time. */
  readonly drained: boolean;
  readonly calls: number;
  /** In milliseconds. */
  readonly took: number;
}

const name = "soak";
const functionTimeout = 4_000;
/** How often a caller tries to send one task. */
const MOST_TRIES = 20;
const here = dirname(fileURLToPath(import.meta.url));

/**
 * Sends tasks while everything goes wrong around them, waits until all are over, and accounts for each. Pollers run in
 * processes of their own and functions in those of the embedded cloud; all of their calls pass the fault proxy.
 */
export async function soak({ seed, tasks, say, limit }: SoakOptions): Promise<SoakReport> {
  const begin = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "lovage-soak-"));
  const plan = faultPlan(seed);
  const cloud = await openCloud();
  const proxy = new FaultProxy({ target: cloud.endpoint, decide: plan.decide, random: seeded(seed, "proxy") });
  const env = await environment(await proxy.open(), folder);
  await deploy(cloud, folder, env);
  const workforce = new Workforce({
    script: await bundled("soak-poller.ts", folder),
    folder,
    env,
    plan,
    calls: () => proxy.calls,
    queues: soakQueues.filter((queue) => !queue.startsWith("function")),
    skews: [-600, 0, 600],
  });
  await workforce.start();
  say(`${tasks} tasks with seed ${seed}; the workers are ready`);

  workforce.disturb();
  const deadLetters = countDeadLetters(cloud);
  const revocations = new Map<string, string>();
  const { sent, revoking } = await send(taskPlan(seed, tasks), env.AWS_ENDPOINT_URL ?? "", seed, revocations);
  say(`all are sent, after ${seconds(performance.now() - begin)}; ${depth(cloud)} wait`);
  const calm = () => {
    plan.active = false;
  };
  const { store } = awsAdapters(readSettings({ name, endpoint: cloud.endpoint }, {}), systemRuntime(), {});
  const take = async (redriven: boolean): Promise<Account> => {
    const book = readLedgers(folder);
    const dead = new Map([...book.processes].map((pid) => [pid, !isOurs(pid)]));
    const records = await store.readMany(sent.map(({ id }) => id));
    const hasDied = (pid: number) => dead.get(pid) ?? false;
    return account({ sent, records, book, deadLetters, revocations, hasDied, redriven });
  };
  let drained = await drain(cloud, tasks, limit, say, calm);
  calm();
  await Promise.all(revoking);
  const before = await take(false);
  if (drained) {
    say(`every queue is empty; ${before.deadLetters} dead letters go back`);
    plan.active = true;
    workforce.disturb();
    redrive(cloud, folder);
    drained = await drain(cloud, tasks, limit, say, calm, true);
    calm();
  }
  const after = drained ? await take(true) : before;
  const bad = await workforce.close();
  if (bad > 0) say(`${bad} pollers did not end with 0 at SIGTERM`);
  await cloud.close(0);
  await proxy.close();
  const { warnings } = readLedgers(folder);
  const isRight = [before, after].every(({ wrong }) => Object.values(wrong).every((list) => list.length === 0));
  if (isRight && drained) await rm(folder, { recursive: true });
  else say(`the ledgers are kept in ${folder}`);
  return {
    before,
    after,
    revocations,
    injected: new Map([...proxy.injected, ...workforce.injected]),
    warnings,
    drained,
    calls: proxy.calls,
    took: performance.now() - begin,
  };
}

function openCloud(): Promise<EmbeddedCloud> {
  const retention = 14 * 86_400_000;
  return startEmbeddedCloud({
    clock: systemClock,
    ids: uuidIds(systemClock),
    port: 0,
    queues: soakQueues.flatMap((queue) => [
      { name: deadLetterName(name, queue), attributes: { retention } },
      {
        name: queueName(name, queue),
        attributes: {
          retention,
          visibilityTimeout: functionTimeout + 1_000,
          redrive: { deadLetterQueue: deadLetterName(name, queue), maxReceiveCount: 1_000 },
        },
      },
    ]),
    tables: [tableDefinition(tableName(name)) as { TableName: string }],
  });
}

async function environment(endpoint: string, folder: string): Promise<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    LOVAGE_PARTIAL_RESPONSES: "1",
    SOAK_FOLDER: folder,
  };
}

async function deploy(cloud: EmbeddedCloud, folder: string, env: Record<string, string>): Promise<void> {
  const queues = soakQueues.filter((queue) => queue.startsWith("function"));
  cloud.deploy({
    name,
    code: await bundled("soak-function.ts", folder),
    env: { ...env, SOAK_ROLE: "function" },
    timeout: functionTimeout,
    concurrency: 3,
    mappings: queues.map((queue) => ({ queueName: queueName(name, queue) })),
  });
}

/** A worker starts often here, and a bundle starts sooner. Answers with its path. */
async function bundled(file: string, folder: string): Promise<string> {
  const entry = `export * from ${JSON.stringify(`./${file}`)};`;
  const made = await bundle({ entry, folder: here, outputFolder: join(folder, "bundle") });
  if ("problem" in made) throw new Error(made.problem);
  return made.file;
}

/** Sends all tasks, in batches and one by one, and what is not taken again, until all are. */
async function send(
  plan: readonly PlannedTask[],
  endpoint: string,
  seed: number,
  revocations: Map<string, string>,
): Promise<{ sent: SentTask[]; revoking: readonly Promise<void>[] }> {
  const ids = uuidIds(systemClock, seeded(seed, "ids"));
  const app = createApp({ name, endpoint });
  const runtime = systemRuntime({ logger: silentLogger });
  app.connect(awsAdapters(app.settings, runtime), runtime);
  const sent = plan.map((task) => ({ ...task, id: ids() }));
  const [batched, single] = [[] as SentTask[], [] as SentTask[]];
  for (const [index, task] of sent.entries()) {
    const alone =
      task.group !== undefined || task.countdown !== undefined || task.revoke !== undefined || index % 8 === 0;
    (alone ? single : batched).push(task);
  }
  const one = async (task: SentTask) => {
    const { id: taskId, queue, countdown, group } = task;
    const options = {
      taskId,
      queue,
      ...(countdown !== undefined && { countdown: Math.round(countdown) }),
      ...(group !== undefined && { messageGroupId: group }),
    };
    await insist(() => app.sendTask(task.task, task.args, options));
    if (task.revoke) revoking.push(revoke(taskId, task.revoke));
  };
  const revoking: Promise<void>[] = [];
  const revoke = async (id: string, { after, terminate }: { after: number; terminate: boolean }) => {
    await wait(after);
    const { outcome } = await insist(() => app.revoke(id, { terminate }));
    revocations.set(id, outcome);
  };
  const lanes = Map.groupBy(single, ({ group, id }) => group ?? id);
  const inOrder = async (tasks: readonly SentTask[]) => {
    for (const task of tasks) await one(task);
  };
  await Promise.all([
    inParts([...lanes.values()], 12, inOrder),
    inParts(batches(batched), 4, async (batch) => {
      const unsent = await sendBatch(app, batch);
      for (const task of unsent) await one(task);
    }),
  ]);
  return { sent, revoking };
}

/** As a caller would: an error may mean that it was done after all, and the id makes the second time harmless. */
async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!LovageError.is(error) || tries === MOST_TRIES) throw error;
    }
  }
}

function batches(tasks: readonly SentTask[]): SentTask[][] {
  const groups = Map.groupBy(tasks, ({ task, queue }) => `${task} ${queue}`);
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / 50) }, (_, part) => group.slice(part * 50, part * 50 + 50)),
  );
}

/** Sends a batch with `delayMany`'s own engine, under ids that are known before. Answers with what was not accepted. */
async function sendBatch(app: ReturnType<typeof createApp>, batch: readonly SentTask[]): Promise<readonly SentTask[]> {
  const { producer } = await app.worker();
  try {
    await producer.sendMany(batch.map(({ task, args, queue, id }) => ({ task, args, options: { queue, taskId: id } })));
    return [];
  } catch (error) {
    if (!LovageError.is(error)) throw error;
    if (!LovageError.is(error, "BATCH_PARTLY_SENT")) return batch;
    return error.detail.failed.map(({ index }) => batch[index] as SentTask);
  }
}

/** Works through a list, so many at a time. */
async function inParts<T>(list: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const take = async () => {
    for (let item = list[next++]; item !== undefined; item = list[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}

/** Waits until every queue is empty. The last hundredth is let come to rest. */
async function drain(
  cloud: EmbeddedCloud,
  tasks: number,
  limit: number,
  say: (line: string) => void,
  calm: () => void,
  withDead = false,
): Promise<boolean> {
  const begin = performance.now();
  for (let turns = 0; performance.now() - begin < limit; turns++) {
    const left = depth(cloud, withDead);
    if (left === 0) return true;
    if (left <= tasks / 100) calm();
    if (turns % 20 === 19) say(`${left} messages left, after ${seconds(performance.now() - begin)} of waiting`);
    await wait(500);
  }
  return false;
}

/** How many messages there are, on the queues and, while these go back, on the dead-letter queues. */
function depth(cloud: EmbeddedCloud, withDead = false): number {
  const names = soakQueues.flatMap((queue) => [
    queueName(name, queue),
    ...(withDead ? [deadLetterName(name, queue)] : []),
  ]);
  return names
    .map((queue) => cloud.engine.queue(queue).counts)
    .reduce((sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed, 0);
}

/** Counts the dead letters of each task, as they come. */
function countDeadLetters(cloud: EmbeddedCloud): ReadonlyMap<string, number> {
  const letters = new Map<string, number>();
  const dead = new Set<string>(soakQueues.map((queue) => deadLetterName(name, queue)));
  cloud.engine.observe((fact) => {
    if (fact.type !== "sent" || !dead.has(fact.queue)) return;
    const { id } = decodeMessage(fact.message.body);
    letters.set(id, (letters.get(id) ?? 0) + 1);
  });
  return letters;
}

/** Mends what has failed, and lets all dead letters go back to their queues. */
function redrive(cloud: EmbeddedCloud, folder: string): void {
  noteIn(folder, "mended");
  for (const queue of soakQueues) {
    const source = deadLetterName(name, queue);
    if (cloud.engine.queue(source).counts.visible > 0) {
      cloud.engine.moves.start({ source, destination: queueName(name, queue) });
    }
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
