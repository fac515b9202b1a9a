import { randomUUID } from "node:crypto";
import type { Clock, Timer } from "../../runtime/index.ts";
import { Environment } from "./environment.ts";
import type { FunctionAnswer } from "./function-answer.ts";
import type { FunctionFact } from "./function-fact.ts";
import { DEFAULT_CONCURRENCY, type FunctionOptions } from "./function-options.ts";

/** For how long an environment may do nothing, in milliseconds. Lambda's own time is some minutes, and not told. */
const LONGEST_IDLE = 120_000;

/** An environment that waits for its next invocation, and how long it may. */
interface Resting {
  readonly environment: Environment;
  readonly timer: Timer;
}

/** Waits for an environment; told `undefined`, it waits no longer. */
type Waiter = (environment: Environment | undefined) => void;

/**
 * A Lambda function: a pool of environments that grows with the invocations that run at one time, up to the function's
 * concurrency, and gives each invocation one of its own. Who finds none waits in line.
 */
export class LambdaFunction {
  readonly #clock: Clock;
  readonly #tell: (fact: FunctionFact) => void;
  #options: FunctionOptions;
  readonly #environments = new Set<Environment>();
  /** The last one that was used is used next, so that those that are not needed stay cold. */
  readonly #idle: Resting[] = [];
  readonly #waiting = new Set<Waiter>();
  readonly #ending = new Set<Promise<void>>();
  #closed = false;
  /** However this process ends, theirs end. */
  readonly #killAll = () => {
    for (const environment of this.#environments) environment.kill();
  };

  /** @param parts.tell - is told what happens; must not throw. @default nobody is told */
  constructor(parts: { clock: Clock; options: FunctionOptions; tell?: ((fact: FunctionFact) => void) | undefined }) {
    this.#clock = parts.clock;
    this.#options = parts.options;
    this.#tell = parts.tell ?? (() => {});
    process.once("exit", this.#killAll);
  }

  get name(): string {
    return this.#options.name;
  }

  /** How many invocations may run at one time. */
  get concurrency(): number {
    return this.#options.concurrency ?? DEFAULT_CONCURRENCY;
  }

  /** How many environments there are. */
  get environments(): number {
    return this.#environments.size;
  }

  /**
   * Runs an invocation. Never rejects.
   *
   * @param event - as JSON text
   * @param giveUpAt - until when to wait for an environment, in milliseconds since 1970. @default for ever
   */
  async invoke(event: string, giveUpAt = Number.POSITIVE_INFINITY): Promise<FunctionAnswer> {
    const environment = this.#take() ?? (await this.#wait(giveUpAt));
    if (!environment) return { kind: "throttled" };
    const requestId = randomUUID();
    const answer = await environment.invoke(event, requestId);
    if (answer.kind === "failed") this.#tell({ type: "invocation-failed", requestId, error: answer.error });
    this.#release(environment);
    return answer;
  }

  /** Changes the function: invocations from now on have the new code and environment, those that run end on the old. */
  update(options: FunctionOptions): void {
    this.#options = options;
    this.#endIdle(this.#idle.splice(0));
  }

  /** Tells those environments that run something that they are about to end. */
  stop(): void {
    const idle = new Set(this.#idle.map(({ environment }) => environment));
    for (const environment of this.#environments) if (!idle.has(environment)) environment.stop();
  }

  /** Ends every environment; what runs fails, and who waits is throttled. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of [...this.#waiting]) waiter(undefined);
    this.#endIdle(this.#idle.splice(0));
    for (const environment of [...this.#environments]) this.#end(environment);
    await Promise.all(this.#ending);
    process.off("exit", this.#killAll);
  }

  #take(): Environment | undefined {
    if (this.#closed) return undefined;
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (!idle.environment.alive) {
        this.#endIdle([idle]);
        continue;
      }
      idle.timer.cancel();
      return idle.environment;
    }
    if (this.#environments.size >= this.concurrency) return undefined;
    const environment = new Environment({ clock: this.#clock, options: this.#options, tell: this.#tell });
    this.#environments.add(environment);
    return environment;
  }

  #wait(giveUpAt: number): Promise<Environment | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const limit = giveUpAt - this.#clock.now();
      const timer = limit === Number.POSITIVE_INFINITY ? undefined : this.#clock.after(limit, () => waiter(undefined));
      const waiter: Waiter = (environment) => {
        this.#waiting.delete(waiter);
        timer?.cancel();
        resolve(environment);
      };
      this.#waiting.add(waiter);
    });
  }

  #release(environment: Environment): void {
    const fresh = environment.alive && environment.options === this.#options;
    if (fresh && !this.#closed) this.#rest(environment);
    else this.#end(environment);
    const [next] = this.#waiting;
    const free = next && this.#take();
    if (free) next(free);
  }

  #rest(environment: Environment): void {
    const timer = this.#clock.after(LONGEST_IDLE, () => {
      // The one that has rested longest is the first.
      this.#endIdle(this.#idle.splice(0, 1));
    });
    this.#idle.push({ environment, timer });
  }

  #endIdle(resting: readonly Resting[]): void {
    for (const { environment, timer } of resting) {
      timer.cancel();
      this.#end(environment);
    }
  }

  #end(environment: Environment): void {
    if (!this.#environments.delete(environment)) return;
    const ended: Promise<void> = environment.close().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
