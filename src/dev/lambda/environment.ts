import { Worker } from "node:worker_threads";
import type { Clock } from "../../runtime/index.ts";
import { crashed, exited, timedOut } from "./death.ts";
import type { FunctionAnswer, FunctionError } from "./function-answer.ts";
import type { FunctionFact } from "./function-fact.ts";
import { DEFAULT_MEMORY_MB, type FunctionOptions } from "./function-options.ts";
import { LineSplitter } from "./line-splitter.ts";
import type { ThreadMessage, ThreadRequest } from "./thread-messages.ts";
import { lambdaVariables, regions, threadStart, traceId } from "./thread-start.ts";

/** INIT has ten seconds, and where those are over the timeout of the first invocation (lambda-runtime-environment). */
const INIT_LIMIT = 10_000;

const thread = new URL(
  import.meta.url.endsWith(".ts") ? "./environment-thread.ts" : "./environment-thread.js",
  import.meta.url,
);

/** What an environment is made of. */
export interface EnvironmentParts {
  readonly clock: Clock;
  readonly options: FunctionOptions;
  readonly tell: (fact: FunctionFact) => void;
}

/**
 * An execution environment: one worker thread that has loaded the function's code and runs one invocation at a time. A
 * timeout, a crash, `process.exit` and a heap that is too large end it, and fail the invocation that was running.
 */
export class Environment {
  /** The function as it was when the environment began. */
  readonly options: FunctionOptions;
  readonly #parts: EnvironmentParts;
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #output: Readonly<Record<"stdout" | "stderr", LineSplitter>>;
  /** Waits for the thread's next word. */
  #listener: ((answer: FunctionAnswer | undefined) => void) | undefined;
  #initialised = false;
  #closed = false;
  /** What is ending the thread, from when that is known. */
  #crash: FunctionError | undefined;
  #death: FunctionError | undefined;

  /** Starts the thread. Its INIT is part of the first invocation. */
  constructor(parts: EnvironmentParts) {
    const { clock, options, tell } = parts;
    this.#parts = parts;
    this.options = options;
    this.#output = {
      stdout: new LineSplitter((line) => tell({ type: "line", stream: "stdout", line })),
      stderr: new LineSplitter((line) => tell({ type: "line", stream: "stderr", line })),
    };
    const start = threadStart(options, clock.now());
    this.#worker = new Worker(thread, {
      workerData: start,
      env: { ...regions, ...options.env, ...lambdaVariables(start) },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? DEFAULT_MEMORY_MB },
    });
    this.#exited = new Promise((resolve) => this.#worker.once("exit", () => resolve()));
    this.#worker.on("message", (message: ThreadMessage) => this.#hear(message));
    // The error may overtake what the thread said before it; the exit does not.
    this.#worker.on("error", (error) => {
      this.#crash = crashed(error);
    });
    this.#worker.on("exit", (code) => this.#die(this.#crash ?? exited(code)));
  }

  /** Whether it can run another invocation. */
  get alive(): boolean {
    return (this.#crash ?? this.#death) === undefined;
  }

  /** Runs an invocation. Not while another one runs. */
  async invoke(event: string, requestId: string): Promise<FunctionAnswer> {
    const { clock } = this.#parts;
    const { timeout } = this.options;
    if (!this.#initialised) {
      const failed = await this.#listen(INIT_LIMIT + timeout, "INIT");
      if (failed) return failed;
    }
    const request: ThreadRequest = { requestId, traceId: traceId(clock.now()), event, remaining: timeout };
    const answered = this.#listen(timeout, "Task");
    this.#worker.postMessage(request);
    const answer = await answered;
    for (const stream of Object.values(this.#output)) stream.end();
    return answer ?? { kind: "failed", error: exited(0) };
  }

  /** Ends the thread, whatever it is doing. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker.terminate();
    await this.#exited;
  }

  /** Resolves with the next answer, or with nothing when the thread says that it is ready. */
  #listen(limit: number, what: string): Promise<FunctionAnswer | undefined> {
    return new Promise((resolve) => {
      if (this.#death) return resolve({ kind: "failed", error: this.#death });
      const timer = this.#parts.clock.after(limit, () => {
        this.#die(timedOut(what, limit));
        void this.#worker.terminate();
      });
      this.#listener = (answer) => {
        this.#listener = undefined;
        timer.cancel();
        resolve(answer);
      };
    });
  }

  #hear(message: ThreadMessage): void {
    if (message.type === "output") {
      this.#output[message.stream].write(message.text);
    } else if (message.type === "init-failed") {
      this.#die(message.error);
      void this.#worker.terminate();
    } else if (message.type === "ready") {
      this.#initialised = true;
      this.#listener?.(undefined);
    } else {
      this.#listener?.(
        message.type === "returned"
          ? { kind: "returned", payload: message.payload }
          : { kind: "failed", error: message.error },
      );
    }
  }

  /** The first cause counts: a crash is followed by an exit, and so is a timeout. */
  #die(error: FunctionError): void {
    if (this.#death) return;
    this.#death = error;
    for (const stream of Object.values(this.#output)) stream.end();
    if (this.#listener) this.#listener({ kind: "failed", error });
    else if (!this.#closed) this.#parts.tell({ type: "environment-lost", error });
  }
}
