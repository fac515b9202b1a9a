import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetScheduleCommand, ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsAdapters } from "../../../../src/aws/index.ts";
import { makeEntry, planSchedule, type ScheduledOptions } from "../../../../src/beat/index.ts";
import { startEmbeddedCloud } from "../../../../src/dev/index.ts";
import type { Beat, BeatPlan } from "../../../../src/ports/index.ts";
import { FrozenClock, silentLogger, systemRuntime, uuidIds } from "../../../../src/runtime/index.ts";
import type { Schedule } from "../../../../src/schedule/index.ts";
import { type AppOptions, queueName, readSettings } from "../../../../src/settings/index.ts";

/** A change that was asked of EventBridge or of Scheduler. */
export interface Asked {
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into requests of every shape
  readonly input: any;
}

/** Which changes go wrong: asked with the number of each, from 1. "before" never arrives, "after" loses the answer. */
export type Goes = (number: number, asked: Asked) => "before" | "after" | undefined;

/** The beat on the embedded cloud, with every change recorded, and some going wrong on purpose. */
export interface FaultyBeat {
  readonly beat: Beat;
  readonly asked: Asked[];
  goes: Goes;
  plan(name: string, schedule: Schedule, options?: ScheduledOptions & { args?: unknown[]; source?: "code" }): BeatPlan;
  /** What is there that fires, past Lovage: each enabled rule and schedule, with what it says and sends. */
  firing(): Promise<string[]>;
  /** Lets time pass until a promise is settled. */
  passUntil(promise: Promise<unknown>): Promise<void>;
  /** How many rules and schedules there are. */
  count(): Promise<number>;
  close(): Promise<void>;
}

export async function faultyBeat(options: Partial<AppOptions> = {}): Promise<FaultyBeat> {
  const clock = new FrozenClock();
  const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0 });
  const at = {
    endpoint: cloud.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const beatRole = "arn:aws:iam::000000000000:role/beat";
  const settings = readSettings({ name: "shop", endpoint: cloud.endpoint, beatRole, ...options }, {});
  const sqs = new SQSClient(at);
  await sqs.send(new CreateQueueCommand({ QueueName: queueName("shop", "default") }));
  const [eventbridge, scheduler] = [new EventBridgeClient(at), new SchedulerClient(at)];
  const [rules, schedules] = [new EventBridgeClient(at), new SchedulerClient(at)];
  const asked: Asked[] = [];

  const through = async <T>(operation: string, input: unknown, next: () => Promise<T>): Promise<T> => {
    if (/^(List|Get|Describe)/.test(operation)) return next();
    asked.push({ operation, input });
    const fault = made.goes(asked.length, { operation, input });
    if (fault === "before") throw Object.assign(new Error("lost on the way"), { name: "TimeoutError" });
    const answer = await next();
    if (fault === "after") throw Object.assign(new Error("lost on the way back"), { name: "TimeoutError" });
    return answer;
  };
  const operationOf = (name = "") => name.replace("Command", "");
  eventbridge.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        through(operationOf(commandName), args.input, () => next(args)),
    { step: "initialize" },
  );
  scheduler.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        through(operationOf(commandName), args.input, () => next(args)),
    { step: "initialize" },
  );
  const runtime = systemRuntime({ clock, logger: silentLogger });
  const { beat } = awsAdapters(settings, runtime, { sqs, eventbridge, scheduler });
  if (!beat) throw new Error("The AWS adapters have no beat");

  const made: FaultyBeat = {
    beat,
    asked,
    goes: () => undefined,
    plan(name, schedule, { args = [], source, ...rest } = {}) {
      const entry = makeEntry(name, schedule, { task: "report", args, options: rest });
      return planSchedule(entry, { settings, source: source ?? "runtime", now: clock.now() });
    },
    async firing() {
      const found: string[] = [];
      for (const { Name, State, ScheduleExpression } of (await rules.send(new ListRulesCommand({}))).Rules ?? []) {
        if (State !== "ENABLED") continue;
        const { Targets = [] } = await rules.send(new ListTargetsByRuleCommand({ Rule: Name }));
        const inputs = Targets.map(({ InputTransformer }) => InputTransformer?.InputTemplate);
        found.push(`rule ${ScheduleExpression} ${inputs.join(" and ")}`);
      }
      for (const { Name, State } of (await schedules.send(new ListSchedulesCommand({}))).Schedules ?? []) {
        if (State !== "ENABLED") continue;
        const { ScheduleExpression, Target } = await schedules.send(new GetScheduleCommand({ Name }));
        found.push(`schedule ${ScheduleExpression} ${Target?.Input}`);
      }
      return found;
    },
    async passUntil(promise) {
      let isSettled = false;
      const settle = () => {
        isSettled = true;
      };
      promise.then(settle, settle);
      while (!isSettled) await clock.advance(1_000);
    },
    async count() {
      const { Rules = [] } = await rules.send(new ListRulesCommand({}));
      const { Schedules = [] } = await schedules.send(new ListSchedulesCommand({}));
      return Rules.length + Schedules.length;
    },
    async close() {
      for (const client of [sqs, eventbridge, scheduler, rules, schedules]) client.destroy();
      await cloud.close();
    },
  };
  return made;
}
