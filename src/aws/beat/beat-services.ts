import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type PutTargetsCommandOutput,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListSchedulesCommand,
  type SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { LovageError } from "../../errors/index.ts";
import { type Runtime, sleep } from "../../runtime/index.ts";
import { refusalOf } from "../refusal-of.ts";
import type { ServiceLink } from "../service-link.ts";
import type { FoundRule } from "./found-parts.ts";
import type { Step } from "./step.ts";

/** How often a change is tried again that meets another change of the same thing. */
const MOST_TRIES = 6;

/** The calls of EventBridge and of Scheduler that the beat makes. What they say is planned elsewhere. */
export class BeatServices {
  readonly #rules: ServiceLink<EventBridgeClient>;
  readonly #scheduler: ServiceLink<SchedulerClient>;
  readonly #runtime: Runtime;

  constructor(rules: ServiceLink<EventBridgeClient>, scheduler: ServiceLink<SchedulerClient>, runtime: Runtime) {
    this.#rules = rules;
    this.#scheduler = scheduler;
    this.#runtime = runtime;
  }

  /** The rules whose names begin so, without their targets, page by page. */
  async *rules(NamePrefix: string): AsyncGenerator<Omit<FoundRule, "targets">> {
    for (let NextToken: string | undefined; ; ) {
      const command = new ListRulesCommand({ NamePrefix, NextToken });
      const { Rules = [], NextToken: next } = await this.#rules.call("ListRules", (client) => client.send(command));
      for (const { Name, ...rule } of Rules) if (Name !== undefined) yield { ...rule, Name };
      if (!next) return;
      NextToken = next;
    }
  }

  /** The targets of a rule; none when it is gone meanwhile. */
  async targets(Rule: string): Promise<Target[]> {
    const command = new ListTargetsByRuleCommand({ Rule });
    const listed = this.#rules.call("ListTargetsByRule", (client) => client.send(command));
    return (await presentOf(listed))?.Targets ?? [];
  }

  /** The names of the Scheduler schedules in a group that begin so, page by page; none when there is no such group. */
  async *scheduleNames(GroupName: string, NamePrefix: string): AsyncGenerator<string> {
    for (let NextToken: string | undefined; ; ) {
      const command = new ListSchedulesCommand({ GroupName, NamePrefix, NextToken });
      const page = await presentOf(this.#scheduler.call("ListSchedules", (client) => client.send(command)));
      for (const { Name } of page?.Schedules ?? []) if (Name !== undefined) yield Name;
      if (!page?.NextToken) return;
      NextToken = page.NextToken;
    }
  }

  async schedule(GroupName: string, Name: string): Promise<GetScheduleCommandOutput | undefined> {
    const command = new GetScheduleCommand({ GroupName, Name });
    return presentOf(this.#scheduler.call("GetSchedule", (client) => client.send(command)));
  }

  /** Makes a change. To take away what is gone is none. @throws LovageError RULE_LIMIT_REACHED, and what calls throw */
  async take(step: Step): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#send(step);
        return;
      } catch (error) {
        const name = refusalOf(error);
        if (name === "LimitExceededException" && step.operation === "PutRule") {
          throw new LovageError("RULE_LIMIT_REACHED", { name: step.input.Name ?? "" }, { cause: error });
        }
        if (name === "ResourceNotFoundException" && removals.includes(step.operation)) return;
        // Somebody else changes the very same rule or schedule at this moment.
        const again = name === "ConcurrentModificationException" || name === "ConflictException";
        if (!again || step.operation === "CreateSchedule" || tries === MOST_TRIES) throw error;
        await sleep(this.#runtime.clock, this.#runtime.random() * 50 * 2 ** tries);
      }
    }
  }

  async #send(step: Step): Promise<unknown> {
    const { operation, input } = step;
    const rules = <T>(send: (client: EventBridgeClient) => Promise<T>) => this.#rules.call(operation, send);
    const scheduler = <T>(send: (client: SchedulerClient) => Promise<T>) => this.#scheduler.call(operation, send);
    switch (operation) {
      case "PutRule":
        return rules((client) => client.send(new PutRuleCommand(input)));
      case "PutTargets":
        return allOf(operation, await rules((client) => client.send(new PutTargetsCommand(input))));
      case "RemoveTargets":
        return allOf(operation, await rules((client) => client.send(new RemoveTargetsCommand(input))));
      case "EnableRule":
        return rules((client) => client.send(new EnableRuleCommand(input)));
      case "DisableRule":
        return rules((client) => client.send(new DisableRuleCommand(input)));
      case "DeleteRule":
        return rules((client) => client.send(new DeleteRuleCommand(input)));
      case "TagResource":
        return rules((client) => client.send(new TagResourceCommand(input)));
      case "CreateSchedule":
        return scheduler((client) => client.send(new CreateScheduleCommand(input)));
      case "UpdateSchedule":
        return scheduler((client) => client.send(new UpdateScheduleCommand(input)));
      case "DeleteSchedule":
        return scheduler((client) => client.send(new DeleteScheduleCommand(input)));
    }
  }
}

const removals: readonly Step["operation"][] = ["RemoveTargets", "DeleteRule", "DeleteSchedule"];

/** The answer of a call, or undefined when what it asks for is not there. */
async function presentOf<T>(call: Promise<T>): Promise<T | undefined> {
  return call.catch((error: unknown) => {
    if (refusalOf(error) === "ResourceNotFoundException") return undefined;
    throw error;
  });
}

/** PutTargets and RemoveTargets answer well even where an entry has failed. */
function allOf(operation: string, { FailedEntries = [] }: Pick<PutTargetsCommandOutput, "FailedEntries">): void {
  const [first] = FailedEntries;
  if (!first) return;
  const problem =
    [first.ErrorCode, first.ErrorMessage].filter(Boolean).join(": ") || "an entry failed without a reason";
  throw new LovageError("AWS_REFUSED", { service: "EventBridge", operation, problem });
}
