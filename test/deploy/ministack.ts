import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pythonEnvironment } from "../support/python-environment.ts";
import { until } from "./until.ts";

/** The version that the test was written against; its faults are in known-faults.ts. */
export const MINISTACK_VERSION = "1.5.33";

/** A MiniStack of our own. */
export interface MiniStack {
  readonly endpoint: string;
  /** The end of what it said, for when something went wrong. */
  lastLines(): Promise<string>;
  /** Ends it, with the functions that it runs, and takes away its files. */
  close(): Promise<void>;
}

/** Installs MiniStack from Python's registry, once, into .cache, and starts it on a free port of this machine alone; or says why it cannot. */
export async function startMiniStack(signal: AbortSignal): Promise<MiniStack | { readonly missing: string }> {
  const environment = pythonEnvironment({
    name: "ministack",
    packages: [`ministack==${MINISTACK_VERSION}`],
    probe: `from importlib.metadata import version; assert version("ministack") == "${MINISTACK_VERSION}"`,
  });
  if ("missing" in environment) return environment;

  const folder = await mkdtemp(join(tmpdir(), "lovage-ministack-"));
  const log = join(folder, "ministack.log");
  const port = await freePort();
  const child = spawn(join(environment.bin, "ministack"), {
    env: ministackEnvironment(folder, port),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C in a terminal is for us, and the functions that it starts end with it.
    detached: true,
  });
  const output = createWriteStream(log);
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  const kill = () => killGroup(child);
  process.once("exit", kill);

  const endpoint = `http://127.0.0.1:${port}`;
  const lastLines = async () => (await readFile(log, "utf8")).split("\n").slice(-60).join("\n");
  const close = async () => {
    const closed = new Promise<void>((done) => (child.exitCode === null ? child.once("close", () => done()) : done()));
    kill();
    if (child.pid !== undefined) await closed;
    process.off("exit", kill);
    output.end();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await until("MiniStack to answer", () => isUp(child, endpoint), { timeout: 60_000, interval: 100, signal });
    return { endpoint, lastLines, close };
  } catch (error) {
    const said = await lastLines();
    await close();
    throw new Error(`MiniStack did not start:\n${said}`, { cause: error });
  }
}

/**
 * Nothing of this shell's AWS: the functions inherit what MiniStack has. They run with the `node` on the PATH, which is
 * made the one that runs this.
 */
function ministackEnvironment(folder: string, port: number): NodeJS.ProcessEnv {
  return {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: folder,
    TMPDIR: folder,
    GATEWAY_PORT: String(port),
    BIND_HOST: "127.0.0.1",
    MINISTACK_HOST: "127.0.0.1",
    IOT_MTLS_ENABLED: "0",
    SFTP_ENABLED: "0",
    PYTHONUNBUFFERED: "1",
  };
}

async function isUp(child: ChildProcess, endpoint: string): Promise<true | undefined> {
  if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
  const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
  return answer?.ok || undefined;
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port is free")),
      );
    });
  });
}
