import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { awsAdapters } from "../../../src/aws/index.ts";
import { startEmbeddedCloud } from "../../../src/dev/index.ts";
import { memoryAdapters } from "../../../src/memory/index.ts";
import { decodeMessage } from "../../../src/message/index.ts";
import type { Beat, Delays } from "../../../src/ports/index.ts";
import { FrozenClock, silentLogger, systemRuntime, uuidIds } from "../../../src/runtime/index.ts";
import { queueName, readSettings, type Settings } from "../../../src/settings/index.ts";
import { type Fault, knownFaults } from "../known-faults.ts";

/** A place in which the contract of the beat is tried. */
export interface BeatWorld {
  readonly settings: Settings;
  readonly beat: Beat;
  readonly delays: Delays;
  /** What the emulator behind it is known to get wrong. */
  readonly faults: ReadonlySet<Fault>;
  /** The beat of another app in the same place, whose name begins with this one's. */
  other(suffix: string): Promise<Pick<BeatWorld, "settings" | "beat" | "now">>;
  /** When it is there, in milliseconds since 1970. */
  now(): number;
  /** Makes a queue, and answers with the app's name for it. */
  queue(name: string): Promise<string>;
  close(): Promise<void>;
}

/** One whose clock can be moved, so that ticks come at once. */
export interface TickingWorld extends BeatWorld {
  readonly clock: FrozenClock;
  /** Takes the bodies of the messages that are on a queue. */
  take(queue: string): Promise<string[]>;
}

export async function memoryBeat(): Promise<TickingWorld> {
  const clock = new FrozenClock();
  const settings = readSettings({ name: "contract" }, {});
  const { beat, broker, delays, engine } = memoryAdapters({ clock, settings });
  return {
    settings,
    beat,
    delays,
    faults: knownFaults("memory"),
    other: async (suffix) => {
      const of = readSettings({ name: `${settings.name}${suffix}` }, {});
      return { settings: of, beat: memoryAdapters({ clock, settings: of }).beat, now: () => clock.now() };
    },
    clock,
    now: () => clock.now(),
    queue: async (name) => name,
    take: async (queue) => {
      const deliveries = await broker.receive({ queue, max: 10, waitSeconds: 0 });
      await broker.acknowledge(
        queue,
        deliveries.map(({ receipt }) => receipt),
      );
      return deliveries.map(({ body }) => body);
    },
    close: async () => {
      beat.close();
      delays.close();
      engine.close();
    },
  };
}

/** @param endpoint - what plays AWS, or AWS itself when it is its own */
export async function awsBeat(endpoint: string, clock?: FrozenClock): Promise<BeatWorld & { sqs: SQSClient }> {
  const beatRole = "arn:aws:iam::000000000000:role/contract-beat";
  const tag = Math.random().toString(36).slice(2, 8);
  const settingsOf = (name: string) =>
    readSettings({ name, endpoint, beatRole: process.env.LOVAGE_TEST_BEAT_ROLE ?? beatRole }, {});
  const settings = settingsOf(`contract-${tag}`);
  const runtime = systemRuntime({ logger: silentLogger, ...(clock && { clock }) });
  const beatOf = (of: Settings): Beat => {
    const { beat } = awsAdapters(of, runtime);
    if (!beat) throw new Error("The AWS adapters have no beat");
    return beat;
  };
  const beat = beatOf(settings);
  const { delays } = awsAdapters(settings, runtime);
  if (!delays) throw new Error("The AWS adapters have no delays");
  const sqs = new SQSClient({
    endpoint,
    region: process.env.AWS_REGION ?? "us-east-1",
    ...(process.env.AWS_ACCESS_KEY_ID ? {} : { credentials: { accessKeyId: "test", secretAccessKey: "test" } }),
  });
  const urls = new Set<string>();
  const make = async (app: string, name: string) => {
    const Attributes: Record<string, string> = name.endsWith(".fifo")
      ? { FifoQueue: "true", ContentBasedDeduplication: "true" }
      : {};
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: queueName(app, name), Attributes }));
    urls.add(QueueUrl);
    return name;
  };
  const now = () => runtime.clock.now();
  await make(settings.name, "default");
  return {
    settings,
    beat,
    delays,
    // Only the embedded cloud lets its clock be moved.
    faults: knownFaults(clock ? "embedded" : (process.env.LOVAGE_TEST_EMULATOR ?? "aws")),
    sqs,
    other: async (suffix) => {
      const of = settingsOf(`${settings.name}${suffix}`);
      await make(of.name, "default");
      return { settings: of, beat: beatOf(of), now };
    },
    now,
    queue: (name) => make(settings.name, name),
    close: async () => {
      // What a failed test has left.
      for await (const { input } of beat.list()) await beat.remove(decodeMessage(input).tick?.schedule ?? "");
      for (const QueueUrl of urls) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      sqs.destroy();
    },
  };
}

/** The AWS adapter in front of the embedded cloud, on a clock that stands still. */
export async function embeddedBeat(): Promise<TickingWorld> {
  const clock = new FrozenClock();
  const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0 });
  const world = await awsBeat(cloud.endpoint, clock);
  return {
    ...world,
    clock,
    take: async (queue) => {
      const QueueUrl = `${cloud.endpoint}/000000000000/${queueName(world.settings.name, queue)}`;
      const { Messages = [] } = await world.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      for (const { ReceiptHandle } of Messages)
        await world.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      return Messages.map(({ Body = "" }) => Body);
    },
    close: async () => {
      await world.close();
      await cloud.close();
    },
  };
}
