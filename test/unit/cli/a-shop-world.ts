import { runCli } from "../../../src/cli/run-cli.ts";
import type { Shell } from "../../../src/cli/shell.ts";
import { type App, createApp } from "../../../src/index.ts";
import { testWorld } from "../../../src/testing.ts";
import { type Ran, TestShell } from "./run-in-process.ts";

/** A shell that can answer a question. */
class AnsweringShell extends TestShell {
  readonly questions: string[] = [];
  readonly ask: Shell["ask"];

  constructor(argv: readonly string[], options: ConstructorParameters<typeof TestShell>[1], answer?: string | null) {
    super(argv, options);
    this.ask =
      answer === undefined
        ? undefined
        : async (question) => {
            this.questions.push(question);
            return answer ?? undefined;
          };
  }
}

/** A world in which an app's tasks run, and command lines that know the app by its name alone. */
export function aShopWorld() {
  const app = createApp({ name: "shop" });
  app.task("add", (x: number, y: number) => x + y);
  app.task("mail.send", { queue: "mail", retry: { max: 1, delay: "1m", jitter: "none" } }, () => {
    throw new Error("the server is away");
  });
  const world = testWorld(app, { start: new Date("2026-01-02T03:04:00Z") });
  /** @param answer - what a person answers; null for Ctrl-C, nothing where nobody is there */
  const shell = (argv: readonly string[], { tty = false, answer }: { tty?: boolean; answer?: string | null } = {}) => {
    const connect = (other: App) => other.connect(world.adapters, { clock: world.clock });
    return new AnsweringShell(argv, { env: { LOVAGE_APP: "shop" }, connect, clock: world.clock, tty }, answer);
  };
  const run = async (...argv: string[]): Promise<Ran> => {
    const it = shell(argv);
    const code = await runCli(it);
    return { code, stdout: it.out, stderr: it.err };
  };
  const json = async (...argv: string[]) => JSON.parse((await run(...argv, "--json")).stdout);
  return { app, world, shell, run, json };
}
