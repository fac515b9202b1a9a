import { join } from "node:path";
import type { Clock, Ids } from "../../runtime/index.ts";
import { firesAfter } from "../../schedule/index.ts";
import {
  Records,
  type ScheduledEvent,
  scheduledEvent,
  type Tick,
  type TickCounts,
  Ticker,
  type TickLabel,
  TickPost,
  type TickServiceOptions,
} from "../beat/index.ts";
import { deadLetterOf } from "./dead-letter-of.ts";
import { noSuchRule, tooMany } from "./events-fault.ts";
import { limits } from "./limits.ts";
import type { Rule, Target } from "./rule.ts";
import { ruleArn } from "./rule-arn.ts";
import { sendOf } from "./send-of.ts";

/** The rules of the default bus, and their ticks. */
export class Rules {
  /** Makes the ids of events. */
  readonly ids: Ids;
  readonly #clock: Clock;
  readonly #records: Records<Rule>;
  readonly #ticker: Ticker;
  readonly #post: TickPost;

  /** @throws LovageError DATA_FILE_DAMAGED */
  constructor(options: TickServiceOptions) {
    const { clock, ids, dataFolder } = options;
    this.ids = ids;
    this.#clock = clock;
    this.#records = new Records(dataFolder === undefined ? undefined : join(dataFolder, "rules.jsonl"));
    this.#ticker = new Ticker(clock);
    this.#post = new TickPost(options);
    for (const rule of this.#records.all) this.#start(rule);
  }

  get counts(): TickCounts {
    return this.#post.counts;
  }

  /** All rules, by name. */
  get all(): readonly Rule[] {
    return this.#records.all;
  }

  /** To the second, as expressions have it; milliseconds since 1970. */
  get now(): number {
    return Math.floor(this.#clock.now() / 1000) * 1000;
  }

  find(name: string): Rule | undefined {
    return this.#records.get(name);
  }

  /** The rule of that name; ResourceNotFoundException when there is none. */
  rule(name: string): Rule {
    const rule = this.find(name);
    if (!rule) throw noSuchRule(name);
    return rule;
  }

  /** Makes a rule, or replaces the one of its name; LimitExceededException. */
  put(rule: Rule): void {
    const before = this.find(rule.name);
    if (!before && this.#records.size >= limits.rules) throw tooMany();
    this.#records.put(rule.name, rule);
    if (before?.expression !== rule.expression || before.state !== rule.state) this.#start(rule);
  }

  delete(name: string): void {
    this.#ticker.stop(name);
    this.#records.delete(name);
  }

  /** Lets go of timer and file. */
  close(): void {
    this.#ticker.close();
    this.#records.close();
  }

  #start({ name, expression, state, origin }: Rule): void {
    this.#ticker.stop(name);
    if (state === "DISABLED") return;
    const fires = firesAfter(expression, "UTC", new Date(this.#clock.now()), new Date(origin));
    this.#ticker.start(name, { ticks: ticksAt(fires), fire: (tick) => this.#fire(name, tick) });
  }

  #fire(name: string, tick: Tick): void {
    const source = ruleArn(name);
    const { scheduledAt } = tick;
    const id = this.ids();
    const event = scheduledEvent({ id, source: "aws.events", scheduledAt, resource: source, detail: {} });
    for (const target of Object.values(this.rule(name).targets)) {
      const label = { source, name, target: target.Arn, scheduledAt };
      if (this.#post.isLate(tick)) this.#post.miss(label);
      else this.#send(name, target, event, label);
    }
  }

  #send(name: string, target: Target, event: ScheduledEvent, label: TickLabel): void {
    const deadLetter = deadLetterOf(label.source, target, event);
    const send = sendOf(target, event, { name, arn: label.source, ingestedAt: this.#clock.now() });
    if (send instanceof Error) this.#post.fail(label, send, deadLetter);
    else this.#post.deliver(label, send, deadLetter);
  }
}

function* ticksAt(fires: Iterable<Date>): Generator<Tick, undefined> {
  for (const fire of fires) yield { scheduledAt: fire.getTime(), dueAt: fire.getTime() };
}
