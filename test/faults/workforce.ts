import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import type { FaultPlan } from "./fault-plan.ts";
import { processesOf } from "./ledger.ts";
import { oneOf } from "./seeded.ts";

/** How long a stopped process stands still, in milliseconds: longer than a poller's lease. */
const STANDSTILL = 4_500;

/** What the workforce is made of. */
export interface WorkforceOptions {
  /** The program of a poller. */
  readonly script: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The queues that the pollers take from. */
  readonly queues: readonly string[];
  /** How far the clock of each poller is off, in milliseconds: one poller for each. */
  readonly skews: readonly number[];
  readonly plan: FaultPlan;
  /** How many calls the workers have made until now. */
  readonly calls: () => number;
}

/** The workers in processes of their own: pollers, which are started again when they die, and the functions of the cloud. */
export class Workforce {
  /** What was done, and how often. */
  readonly injected = new Map<string, number>();
  readonly #options: WorkforceOptions;
  readonly #pollers: (ChildProcess | undefined)[] = [];
  readonly #stopped = new Set<number>();
  #closing = false;
  #disturbing: Promise<void> | undefined;

  constructor(options: WorkforceOptions) {
    this.#options = options;
  }

  /** Starts the pollers, and resolves when all of them are ready. */
  async start(): Promise<void> {
    await Promise.all(this.#options.skews.map((_, index) => this.#hire(index)));
  }

  /** Kills, stops and ends processes, as the plan has it, until it is not active any more. */
  disturb(): void {
    this.#disturbing = this.#disturb();
  }

  /** Ends the pollers in good order. Answers with those that did not end with 0. */
  async close(): Promise<number> {
    this.#closing = true;
    await this.#disturbing;
    let bad = 0;
    for (const child of this.#pollers) {
      if (!child || child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGCONT");
      child.kill("SIGTERM");
      const [code] = await once(child, "exit");
      if (code !== 0) bad++;
    }
    return bad;
  }

  async #hire(index: number): Promise<void> {
    const { script, skews, queues, env } = this.#options;
    const child = fork(script, [String(skews[index]), ...queues], {
      env: { PATH: process.env.PATH ?? "", ...env, SOAK_ROLE: "poller" },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#pollers[index] = child;
    child.once("exit", () => {
      this.#count("a poller's end, by whatever cause");
      if (!this.#closing) void this.#hire(index);
    });
    await Promise.race([once(child, "message"), once(child, "exit")]);
  }

  async #disturb(): Promise<void> {
    const { plan, folder, calls } = this.#options;
    for (;;) {
      const { after, fault, whose } = plan.nextProcessFault();
      // By calls and not by time: on a machine that has little time for us, no more goes wrong for each task than on others.
      for (const until = calls() + after; calls() < until; await wait(50)) {
        if (!plan.active || this.#closing) return;
      }
      const pollers = this.#pollers.flatMap((child) => child?.pid ?? []);
      const functions = processesOf(folder, "function").filter(isOurs);
      const all = [...pollers, ...functions].filter((pid) => !this.#stopped.has(pid));
      if (all.length === 0) continue;
      const pid = oneOf(all, () => whose);
      const isFunction = functions.includes(pid);
      // Lambda ends a function as it pleases; it does not ask it to end.
      const what = isFunction && fault === "terminate" ? "kill" : fault;
      this.#count(`${isFunction ? "a function" : "a poller"}: ${words[what]}`);
      if (what === "stop") void this.#stop(pid);
      else signal(pid, what === "kill" ? "SIGKILL" : "SIGTERM");
    }
  }

  async #stop(pid: number): Promise<void> {
    this.#stopped.add(pid);
    signal(pid, "SIGSTOP");
    await wait(STANDSTILL);
    signal(pid, "SIGCONT");
    this.#stopped.delete(pid);
  }

  #count(what: string): void {
    this.injected.set(what, (this.injected.get(what) ?? 0) + 1);
  }
}

const words = {
  kill: "SIGKILL",
  stop: "SIGSTOP past its lease, then SIGCONT",
  terminate: "SIGTERM",
} as const;

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** Whether a process is there, and a child of this one: a number may be given to another after its end. */
export function isOurs(pid: number): boolean {
  try {
    return Number(execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" })) === process.pid;
  } catch {
    return false;
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
