import { LovageError } from "../../errors/index.ts";
import type { Beat, BeatPlan, KeptSchedule } from "../../ports/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import { beatName, beatPrefix, type Settings } from "../../settings/index.ts";
import type { QueueArns } from "../sqs/queue-arns.ts";
import type { BeatServices } from "./beat-services.ts";
import { type FoundParts, type FoundRule, isThere, keptSchedule } from "./found-parts.ts";
import { planChange } from "./plan-change.ts";
import { planRemoval } from "./plan-removal.ts";
import { planSwitch } from "./plan-switch.ts";
import type { Stage } from "./step.ts";
import { wantedParts } from "./wanted-parts.ts";

/** How many schedules are read side by side. */
const SIDE_BY_SIDE = 10;

/** The beat on EventBridge rules and EventBridge Scheduler, which also keep all that is known of the schedules. */
export class AwsBeat implements Beat {
  readonly #services: BeatServices;
  readonly #arns: QueueArns;
  readonly #settings: Settings;
  readonly #runtime: Runtime;

  constructor(services: BeatServices, arns: QueueArns, settings: Settings, runtime: Runtime) {
    this.#services = services;
    this.#arns = arns;
    this.#settings = settings;
    this.#runtime = runtime;
  }

  async put(plan: BeatPlan): Promise<void> {
    const wanted = wantedParts(plan, this.#settings, await this.#arns.of(plan.queue));
    const found = await this.#find(plan.name);
    try {
      await this.#act(plan.name, planChange(found, wanted, this.#runtime.clock.now()));
    } catch (error) {
      // It was told of a rule; the schedule's own name is what its owner knows.
      if (!LovageError.is(error, "RULE_LIMIT_REACHED")) throw error;
      throw new LovageError("RULE_LIMIT_REACHED", { name: plan.name }, { cause: error.cause });
    }
  }

  async get(name: string): Promise<KeptSchedule | undefined> {
    return keptSchedule(await this.#find(name));
  }

  async *list(): AsyncGenerator<KeptSchedule> {
    const { name: app, scheduleGroup } = this.#settings;
    const prefix = beatPrefix(app);
    const rules = new Map<string, Omit<FoundRule, "targets">[]>();
    for await (const rule of this.#services.rules(prefix)) {
      const stem = stemOf(rule.Name);
      rules.set(stem, [...(rules.get(stem) ?? []), rule]);
    }
    const schedules = new Set<string>();
    for await (const name of this.#services.scheduleNames(scheduleGroup, prefix)) schedules.add(name);
    yield* this.#read([...new Set([...rules.keys(), ...schedules])], async (stem) => ({
      rules: await this.#withTargets(rules.get(stem) ?? []),
      ...(schedules.has(stem) && (await this.#schedule(stem))),
    }));
  }

  enable(name: string): Promise<boolean> {
    return this.#switch(name, true);
  }

  disable(name: string): Promise<boolean> {
    return this.#switch(name, false);
  }

  async remove(name: string): Promise<boolean> {
    const found = await this.#find(name);
    await this.#act(name, planRemoval(found));
    return isThere(found);
  }

  async #switch(name: string, enabled: boolean): Promise<boolean> {
    const found = await this.#find(name);
    if (enabled && isThere(found) && !keptSchedule(found)?.complete) {
      throw new LovageError("SCHEDULE_INCOMPLETE", { name });
    }
    await this.#act(name, planSwitch(found, enabled, this.#runtime.clock.now()));
    return isThere(found);
  }

  /** Takes the stages one after another; the one that fails is the last, and its rescue is tried. */
  async #act(name: string, stages: readonly Stage[]): Promise<void> {
    for (const { steps, rescue } of stages) {
      try {
        for (const step of steps) await this.#services.take(step);
      } catch (error) {
        try {
          for (const step of rescue) await this.#services.take(step);
        } catch (again) {
          const fields = { schedule: name, error: again };
          this.#runtime.logger.error(
            fields,
            "a schedule could not be put back as it was, and may be disabled: put it again",
          );
        }
        throw error;
      }
    }
  }

  async #find(name: string): Promise<FoundParts> {
    const stem = beatName(this.#settings.name, name);
    const [parts, schedule] = await Promise.all([this.#rulesOf(stem), this.#schedule(stem)]);
    return { rules: await this.#withTargets(parts), ...schedule };
  }

  async #rulesOf(stem: string): Promise<Omit<FoundRule, "targets">[]> {
    const rules: Omit<FoundRule, "targets">[] = [];
    for await (const rule of this.#services.rules(stem)) if (stemOf(rule.Name) === stem) rules.push(rule);
    return rules;
  }

  #withTargets(rules: readonly Omit<FoundRule, "targets">[]): Promise<FoundRule[]> {
    return Promise.all(rules.map(async (rule) => ({ ...rule, targets: await this.#services.targets(rule.Name) })));
  }

  async #schedule(name: string): Promise<Pick<FoundParts, "schedule">> {
    const schedule = await this.#services.schedule(this.#settings.scheduleGroup, name);
    return schedule ? { schedule } : {};
  }

  async *#read(stems: readonly string[], find: (stem: string) => Promise<FoundParts>): AsyncGenerator<KeptSchedule> {
    for (let from = 0; from < stems.length; from += SIDE_BY_SIDE) {
      for (const found of await Promise.all(stems.slice(from, from + SIDE_BY_SIDE).map(find))) {
        const kept = keptSchedule(found);
        if (kept) yield kept;
      }
    }
  }
}

/** The name of a schedule's first rule, from that of any: without the number. There is one dot before it, after the app's name. */
function stemOf(rule: string): string {
  return rule.replace(/(?<=\..*)\.\d+$/, "");
}
