import type { App } from "../../../src/app/index.ts";
import { runCli } from "../../../src/cli/run-cli.ts";
import type { EndSignal, Shell } from "../../../src/cli/shell.ts";
import { FrozenClock } from "../../../src/runtime/index.ts";

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A shell whose streams are texts, whose clock stands still, and whose signals the test sends. */
export class TestShell implements Shell {
  readonly argv: readonly string[];
  readonly env: Record<string, string | undefined>;
  readonly clock: FrozenClock;
  readonly connect?: (app: App) => void;
  readonly stdout: { isTTY: boolean; columns: number; write: (text: string) => void };
  readonly stderr: { isTTY: boolean; columns: number; write: (text: string) => void };
  readonly listeners = new Set<(signal: EndSignal) => void>();
  out = "";
  err = "";

  constructor(
    argv: readonly string[],
    options: { env?: Record<string, string>; tty?: boolean; clock?: FrozenClock; connect?: (app: App) => void } = {},
  ) {
    this.argv = argv;
    this.env = options.env ?? {};
    this.clock = options.clock ?? new FrozenClock();
    if (options.connect) this.connect = options.connect;
    const isTTY = options.tty ?? false;
    this.stdout = {
      isTTY,
      columns: 80,
      write: (text) => {
        this.out += text;
      },
    };
    this.stderr = {
      isTTY,
      columns: 80,
      write: (text) => {
        this.err += text;
      },
    };
  }

  readonly onSignal = (listener: (signal: EndSignal) => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly onInputEnd = () => {};

  /** Sends a signal to whoever listens. */
  signal(signal: EndSignal): void {
    for (const listener of [...this.listeners]) listener(signal);
  }
}

/** Runs a command line in this process. */
export async function run(
  argv: readonly string[],
  options: ConstructorParameters<typeof TestShell>[1] = {},
): Promise<Ran> {
  const shell = new TestShell(argv, options);
  const code = await runCli(shell);
  return { code, stdout: shell.out, stderr: shell.err };
}
