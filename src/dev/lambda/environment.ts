import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Clock } from "../../runtime/index.ts";
import { exited, outOfMemory, timedOut } from "./death.ts";
import type { FunctionAnswer, FunctionError } from "./function-answer.ts";
import type { FunctionFact } from "./function-fact.ts";
import { DEFAULT_MEMORY_MB, type FunctionOptions } from "./function-options.ts";
import { OutputReader } from "./output-reader.ts";
import type { InvocationRequest, ProcessMessage } from "./process-messages.ts";
import { changeable, lambdaVariables, processStart, traceId } from "./process-start.ts";

/** INIT has ten seconds, and where those are over the timeout of the first invocation (lambda-runtime-environment). */
const INIT_LIMIT = 10_000;

/** How long the streams of a process that has ended are read on, in milliseconds: a child of its own may hold them open. */
const READ_ON = 1_000;

const script = fileURLToPath(
  new URL(`./environment-process.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url),
);

/** What an environment is made of. */
export interface EnvironmentParts {
  readonly clock: Clock;
  readonly options: FunctionOptions;
  readonly tell: (fact: FunctionFact) => void;
}

/**
 * An execution environment: one process that has loaded the function's code and runs one invocation at a time. A timeout, a
 * crash, `process.exit` and a heap that is too large end it, and fail the invocation that was running.
 *
 * A process and not a worker thread, because an engine that aborts (V8 does, now and then, where threads that hold
 * WebAssembly come and go: nodejs/node#64500), or a native module that crashes, takes only its own process with it.
 */
export class Environment {
  /** The function as it was when the environment began. */
  readonly options: FunctionOptions;
  readonly #clock: Clock;
  readonly #tell: (fact: FunctionFact) => void;
  readonly #process: ChildProcess;
  readonly #gone: Promise<void>;
  readonly #output: readonly OutputReader[];
  /** Waits for the next answer, or, with nothing, for the end of INIT. */
  #listener: ((answer: FunctionAnswer | undefined) => void) | undefined;
  #initialised = false;
  #closed = false;
  /** What is ending the process, from when that is known. */
  #cause: FunctionError | undefined;
  #death: FunctionError | undefined;

  /** Starts the process. Its INIT is part of the first invocation. */
  constructor({ clock, options, tell }: EnvironmentParts) {
    this.options = options;
    this.#clock = clock;
    this.#tell = tell;
    const { memoryMb = DEFAULT_MEMORY_MB } = options;
    const start = processStart(options, clock.now());
    this.#process = fork(script, [JSON.stringify(start)], {
      env: { ...changeable, ...options.env, ...lambdaVariables(start) },
      execArgv: [`--max-old-space-size=${memoryMb}`, "--enable-source-maps"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      // A group of its own: Ctrl-C in a terminal is for us, and what it has started itself ends with it.
      detached: true,
      windowsHide: true,
    });
    const { stdout, stderr } = this.#process;
    if (!stdout || !stderr) throw new Error("an environment was started without its output");
    this.#output = [
      new OutputReader(stdout, (line) => tell({ type: "line", stream: "stdout", line })),
      new OutputReader(stderr, (line) => {
        if (line.includes("JavaScript heap out of memory")) this.#cause ??= outOfMemory(memoryMb);
        tell({ type: "line", stream: "stderr", line });
      }),
    ];
    this.#process.on("message", (message: ProcessMessage) => void this.#hear(message));
    this.#gone = this.#untilGone();
  }

  /** Whether it can run another invocation. */
  get alive(): boolean {
    return (this.#cause ?? this.#death) === undefined;
  }

  /** Runs an invocation. Not while another one runs. */
  async invoke(event: string, requestId: string): Promise<FunctionAnswer> {
    const { timeout } = this.options;
    if (!this.#initialised) {
      const failed = await this.#listen(INIT_LIMIT + timeout, "INIT");
      if (failed) return failed;
    }
    const request: InvocationRequest = { requestId, traceId: traceId(this.#clock.now()), event, remaining: timeout };
    const answered = this.#listen(timeout, "Task");
    this.#process.send(request, () => {});
    return (await answered) ?? { kind: "failed", error: exited(0, null) };
  }

  /** Tells the process that it is about to end; one that does not listen ends at once. */
  stop(): void {
    this.#process.kill("SIGTERM");
  }

  /** Ends the process, and what it has started, whatever they are doing. */
  async close(): Promise<void> {
    this.#closed = true;
    this.kill();
    await this.#gone;
  }

  /** Ends the process without waiting for its end. */
  kill(): void {
    const { pid } = this.#process;
    try {
      if (pid !== undefined && process.platform !== "win32") process.kill(-pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
    this.#process.kill("SIGKILL");
  }

  /** Resolves with the next answer, or with nothing when the process says that it is ready. */
  #listen(limit: number, what: string): Promise<FunctionAnswer | undefined> {
    return new Promise((resolve) => {
      if (this.#death) return resolve({ kind: "failed", error: this.#death });
      const timer = this.#clock.after(limit, () => {
        this.#die(timedOut(what, limit));
        this.kill();
      });
      this.#listener = (answer) => {
        this.#listener = undefined;
        timer.cancel();
        resolve(answer);
      };
    });
  }

  async #hear(message: ProcessMessage): Promise<void> {
    if (message.type === "crashed") this.#cause ??= message.error;
    await Promise.all(this.#output.map((output) => output.reached(message.mark)));
    if (message.type === "ready") {
      this.#initialised = true;
      this.#listener?.(undefined);
    } else if (message.type === "returned") {
      this.#listener?.({ kind: "returned", payload: message.payload });
    } else if (message.type === "threw") {
      this.#listener?.({ kind: "failed", error: message.error });
    }
  }

  /** When the process has ended, and all that it said and wrote is read. */
  async #untilGone(): Promise<void> {
    const child = this.#process;
    const failed = new Promise<unknown>((resolve) => child.once("error", resolve));
    const ended = Promise.all([once(child, "exit"), once(child, "disconnect")]);
    const [[code, signal]] = await Promise.race([ended, failed.then(() => [[null, null]] as const)]);
    const readOn = this.#clock.after(READ_ON, () => {
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    });
    await Promise.all(this.#output.map((output) => output.reached(Number.POSITIVE_INFINITY)));
    readOn.cancel();
    this.#die(this.#cause ?? exited(code, signal));
  }

  /** The first cause counts: a timeout is followed by an exit. */
  #die(error: FunctionError): void {
    if (this.#death) return;
    this.#death = error;
    if (this.#listener) this.#listener({ kind: "failed", error });
    else if (!this.#closed) this.#tell({ type: "environment-lost", error });
  }
}
