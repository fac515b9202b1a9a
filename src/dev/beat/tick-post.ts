import type { Clock } from "../../runtime/index.ts";
import type { AwsFault } from "../wire/index.ts";
import { type DeadLetter, deadLetterCall } from "./dead-letter.ts";
import { type CallSqs, type SqsCall, sqsCaller } from "./sqs-call.ts";
import type { Tick } from "./tick.ts";
import type { TickCounts, TickFact } from "./tick-fact.ts";
import type { TickFaults } from "./tick-faults.ts";
import type { TickServiceOptions } from "./tick-service-options.ts";

/** Which tick, of whom, for where. */
export type TickLabel = Pick<TickFact, "source" | "name" | "target" | "scheduledAt" | "body">;

/** A late tick of a recurring expression is one that the machine slept through; EventBridge's own precision is a minute. */
const LATE = 60_000;

/**
 * Delivers ticks into queues, and counts them. What a queue refuses goes to the dead-letter queue at once: a queue that
 * is gone and a message that it does not take are not among the errors that AWS retries.
 */
export class TickPost {
  readonly #clock: Clock;
  readonly #call: CallSqs;
  readonly #tell: (fact: TickFact) => void;
  readonly #faults: TickFaults;
  readonly #counts = { delivered: 0, "dead-lettered": 0, dropped: 0, missed: 0 };

  constructor(options: TickServiceOptions) {
    this.#clock = options.clock;
    this.#call = sqsCaller(options.engine);
    this.#tell = options.tell ?? (() => {});
    this.#faults = options.faults ?? {};
  }

  get counts(): TickCounts {
    return { ...this.#counts };
  }

  /** Whether a tick is too late to be sent: the recurring ones that fell due in a machine's sleep are not made up for. */
  isLate({ dueAt }: Tick): boolean {
    return this.#clock.now() - dueAt > LATE;
  }

  /** Makes the call that delivers a tick, or puts its dead letter. */
  deliver(label: TickLabel, call: SqsCall, deadLetter: DeadLetter | undefined): void {
    const fault = this.#call(call);
    if (!fault) {
      if (this.#faults.duplicate?.(label)) this.#call(call);
      this.#note(label, "delivered", bodyOf(call));
    } else {
      this.fail({ ...label, ...bodyOf(call) }, fault, deadLetter);
    }
  }

  /** Puts the dead letter of a tick that cannot be delivered. */
  fail(label: TickLabel, fault: AwsFault, deadLetter: DeadLetter | undefined): void {
    const problem = { code: fault.queryCode ?? fault.type, message: fault.message };
    const buried = deadLetter && !this.#call(deadLetterCall(deadLetter, problem));
    this.#note(label, buried ? "dead-lettered" : "dropped", { problem: `${problem.code}: ${problem.message}` });
  }

  /** Notes a tick that was not sent because it was late. */
  miss(label: TickLabel): void {
    this.#note(label, "missed");
  }

  #note(label: TickLabel, outcome: TickFact["outcome"], more: Pick<TickFact, "body" | "problem"> = {}): void {
    this.#counts[outcome]++;
    this.#tell({ type: "tick", ...label, outcome, ...more });
  }
}

/** The one message that a call sends, where it sends one. */
function bodyOf(call: SqsCall): Pick<TickFact, "body"> {
  return "message" in call ? { body: call.message.body } : {};
}
