import { spawn } from "node:child_process";

/** How a program is run. */
export interface RunOptions {
  readonly cwd: string;
  /** Beside that of this process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Runs a program to its end, and gives what it printed. @throws Error with all that it printed, when it failed */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, environment, signal }: RunOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
      // A group of its own: Ctrl-C in a terminal is for us.
      detached: true,
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code, killed) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${program} ${args.join(" ")} ended with ${code ?? killed}:\n${printed}`));
    });
  });
}
