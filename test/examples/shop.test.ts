import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const hook = new URL("./from-source.ts", import.meta.url).href;

/** The example, as `npm start` runs it, but from the sources and not from a build. */
class Run {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #waiting = new Map<string, () => void>();
  readonly #ended: Promise<unknown[]>;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, ["examples/shop/start.ts", ...args], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: `--import=${hook}`, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#ended = once(this.#child, "close");
    if (this.#child.stdout) createInterface({ input: this.#child.stdout }).on("line", (line) => this.#hear(line));
  }

  get output(): string {
    return this.#lines.join("\n");
  }

  /** Resolves when a line with these words has come. */
  line(words: string): Promise<void> {
    if (this.output.includes(words)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(words, resolve));
  }

  /** The exit code, when it has ended and its output is read. */
  async code(): Promise<unknown> {
    return (await this.#ended)[0];
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  #hear(line: string): void {
    this.#lines.push(line);
    for (const [words, resolve] of this.#waiting) if (line.includes(words)) resolve();
  }
}

/** Where the embedded cloud of a run was. */
function endpointOf(run: Run): string {
  const [, endpoint] = /plays AWS at (http\S+)/.exec(run.output) ?? [];
  if (!endpoint) throw new Error(`the example has not said where its cloud is:\n${run.output}`);
  return endpoint;
}

let run: Run;
afterEach(() => run.signal("SIGTERM"));

describe("the example of npm start", { timeout: 120_000 }, () => {
  it("does its work, shows it, finds all as it should be, and ends by itself", async () => {
    run = new Run();

    const code = await run.code();

    expect(run.output).not.toMatch(/^NO /m);
    expect(code).toBe(0);
    expect(run.output.match(/-> 202 in [\d.]+ ms/g)).toHaveLength(5);
    expect(run.output).toContain('to ada@example.com: "Welcome, Ada Lovelace: please confirm your address", link http');
    expect(run.output).toMatch(/^add +\S{36} +SUCCESS +1 +\d+ ms +8$/m);
    expect(run.output).toMatch(/^mail\.send-registration +\S{36} +SUCCESS +1 /m);
    expect(run.output.match(/^photos\.thumbnail +\S{36} +SUCCESS +1 .*\.lovage\/shop\/thumbnails/gm)).toHaveLength(4);
    expect(run.output).toMatch(/^calls\.fetch-rates +\S{36} +SUCCESS +3 /m);
    expect(run.output).toMatch(/^doomed +\S{36} +FAILURE +2 +\d+ ms +Error: no carrier delivers order A-1815$/m);
    expect(run.output).toMatch(/^yes {2}the schedule of every ten seconds ran by itself/m);
    expect(run.output.match(/^yes /gm)).toHaveLength(11);
    await expect(fetch(endpointOf(run))).rejects.toThrow();
  });

  it("stays when it is told to, takes more work, and leaves nothing behind when it is interrupted", async () => {
    run = new Run("--keep");
    await run.line("Ctrl-C ends everything.");
    const web = /curl -X POST (http:\S+)\/sums/.exec(run.output)?.[1];
    const body = JSON.stringify({ x: 20, y: 22 });
    const answer = await fetch(`${web}/sums`, { method: "POST", body });
    expect(answer.status).toBe(202);
    const { ids } = (await answer.json()) as { ids: string[] };
    await run.line(`add[${ids[0]?.slice(-12)}] task succeeded`);

    const dashboard = /The dashboard is at (http:\S+)\/,/.exec(run.output)?.[1];
    expect(await (await fetch(`${dashboard}/`)).text()).toContain("<title>");
    const history = (await (await fetch(`${dashboard}/api/history`)).json()) as { lines: { task: string }[] };
    expect(history.lines.map(({ task }) => task)).toEqual(expect.arrayContaining(["photos.thumbnail", "doomed"]));
    const app = (await (await fetch(`${dashboard}/api/app`)).json()) as { tasks: { name: string }[] };
    expect(app.tasks.map(({ name }) => name)).toEqual(expect.arrayContaining(["add", "mail.send-registration"]));

    run.signal("SIGINT");

    expect(await run.code()).toBe(0);
    await expect(fetch(endpointOf(run))).rejects.toThrow();
    await expect(fetch(`${dashboard}/api/app`)).rejects.toThrow();
  });

  it("leaves nothing behind even when it is killed", async () => {
    run = new Run("--keep");
    await run.line("Ctrl-C ends everything.");

    run.signal("SIGKILL");

    await run.code();
    await vi.waitFor(() => expect(fetch(endpointOf(run))).rejects.toThrow(), { timeout: 30_000 });
  });

  it("is interrupted while it starts", async () => {
    run = new Run();
    await run.line("rates    listen at");

    run.signal("SIGINT");

    expect(await run.code()).toBe(130);
    expect(run.output).not.toContain("What ran");
  });
});
