import type { App } from "../app/index.ts";
import type { Clock } from "../runtime/index.ts";
import type { Environment } from "../settings/index.ts";

/** A stream that the CLI prints to. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person looks at it. @default false: no colours, no progress line */
  readonly isTTY?: boolean;
  /** How many characters fit on a line. @default 80 */
  readonly columns?: number;
}

/** The signals that end a command. */
export type EndSignal = "SIGINT" | "SIGTERM";

/** All that the CLI knows of the process that it runs in, so that a test can run it inside its own. */
export interface Shell {
  /** The words after the program's name. */
  readonly argv: readonly string[];
  /** What the CLI itself reads of the environment. An app's settings, and the AWS SDK, read the process's own. */
  readonly env: Environment;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  /** Calls back at each SIGINT and SIGTERM. Answers with how to stop listening. */
  readonly onSignal: (listener: (signal: EndSignal) => void) => () => void;
  /**
   * Calls back at each key that is pressed at the terminal, Ctrl-C among them, which is then no signal. Answers with how to stop
   * listening.
   *
   * @default there is no keyboard
   */
  readonly onKey?: ((listener: (key: string) => void) => () => void) | undefined;
  /** Calls back once when nobody can write to the standard input any more: its writer has closed it, or has ended. */
  readonly onInputEnd: (listener: () => void) => void;
  /**
   * Asks a person, and answers with what was typed; undefined when there was no answer.
   * @default there is nobody to ask
   */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined;
  /** Puts an app into another world than AWS. @default the app stays as it is */
  readonly connect?: (app: App) => void;
}
