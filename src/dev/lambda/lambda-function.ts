import { randomUUID } from "node:crypto";
import type { Clock } from "../../runtime/index.ts";
import { Environment } from "./environment.ts";
import type { FunctionAnswer } from "./function-answer.ts";
import type { FunctionFact } from "./function-fact.ts";
import { DEFAULT_CONCURRENCY, type FunctionOptions } from "./function-options.ts";

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
  readonly #idle: Environment[] = [];
  readonly #waiting = new Set<Waiter>();
  readonly #ending = new Set<Promise<void>>();
  #closed = false;

  /** @param parts.tell - is told what happens; must not throw. @default nobody is told */
  constructor(parts: { clock: Clock; options: FunctionOptions; tell?: ((fact: FunctionFact) => void) | undefined }) {
    this.#clock = parts.clock;
    this.#options = parts.options;
    this.#tell = parts.tell ?? (() => {});
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

  /** Gives invocations from now on other code; those that run end on the old. */
  reload(code: string): void {
    this.#options = { ...this.#options, code };
    for (const environment of this.#idle.splice(0)) this.#end(environment);
  }

  /** Ends every environment; what runs fails, and who waits is throttled. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of [...this.#waiting]) waiter(undefined);
    for (const environment of [...this.#environments]) this.#end(environment);
    await Promise.all(this.#ending);
  }

  #take(): Environment | undefined {
    if (this.#closed) return undefined;
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.alive) return idle;
      this.#end(idle);
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
    const fresh = environment.alive && environment.code === this.#options.code;
    if (fresh && !this.#closed) this.#idle.push(environment);
    else this.#end(environment);
    const [next] = this.#waiting;
    const free = next && this.#take();
    if (free) next(free);
  }

  #end(environment: Environment): void {
    if (!this.#environments.delete(environment)) return;
    const ended: Promise<void> = environment.close().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
