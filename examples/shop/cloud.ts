import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { showWorkerLine } from "./worker-line.ts";

/** The embedded cloud with the shop's worker in it, in a process of its own. */
export interface Cloud {
  readonly endpoint: string;
  /** The environment of a program that uses it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The address of the dashboard beside it. @default there is none */
  readonly dashboard: string | undefined;
  /** Stops it, and waits until its process is gone. */
  close(): Promise<void>;
}

/** The program `lovage`, which lies beside the package's door: what `npx lovage` runs. */
function program(): string {
  const door = import.meta.resolve("lovage");
  return fileURLToPath(new URL(`./cli/main${extname(door)}`, door));
}

/** What the cloud is started with. */
export interface CloudOrder {
  /** What its tasks find in their environment, beside this process's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the dashboard is opened: for someone who stays to look at it. */
  readonly dashboard: boolean;
}

/** Starts `lovage dev` as a user would, and waits until it is ready. What the worker does is shown as it happens. */
export async function startCloud({ environment, dashboard }: CloudOrder, signal: AbortSignal): Promise<Cloud> {
  const tasks = fileURLToPath(new URL("./tasks.ts", import.meta.url));
  // It ends when its input does: however this process ends, nothing of it stays.
  const options = ["--port", "0", "--json", "--exit-with-stdin", ...(dashboard ? [] : ["--no-dashboard"])];
  const child = spawn(process.execPath, [program(), "dev", tasks, ...options], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: Ctrl-C in a terminal is for us, and we tell it.
    detached: true,
  });
  const close = () => stop(child);
  try {
    return { ...(await ready(child, signal)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Shows each line, and resolves with what the one that says that it is ready tells of the cloud. */
function ready(child: ChildProcess, signal: AbortSignal): Promise<Omit<Cloud, "close">> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("lovage dev was started without its output");
  const said = text(stderr);
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    child.once("error", reject);
    child.once("close", (code) => void said.then((why) => reject(new Error(`lovage dev ended with ${code}: ${why}`))));
    createInterface({ input: stdout }).on("line", (line) => {
      const entry = readLine(line);
      const { message, endpoint, environment, dashboard } = entry;
      if (message !== "ready") return void showWorkerLine(entry);
      const page = typeof dashboard === "string" ? dashboard : undefined;
      resolve({ endpoint: String(endpoint), environment: Object(environment), dashboard: page });
    });
  });
}

/** A line of the log; what a task prints by itself is shown as its message. */
function readLine(line: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(line));
  } catch {
    return { message: line };
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.stdin?.end();
  await closed;
}
