#!/usr/bin/env node
// The program `lovage`. All that happens to the process itself happens here; the rest can run inside a test.
import { exitCodes } from "./exit-code.ts";
import { oldNode } from "./old-node.ts";
import { processShell } from "./process-shell.ts";
import { runCli } from "./run-cli.ts";

// `lovage tasks … | head -1` closes the pipe before we are done: nobody reads on, and that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const tooOld = oldNode(process.versions.node);
if (tooOld) process.stderr.write(`error: ${tooOld}\n`);
process.exitCode = tooOld ? exitCodes.trouble : await runCli(processShell());

// A module of tasks may have opened what keeps a process alive, and a task that was given back may still run on. When the
// command is over, so is the process, once everything is written.
process.stdout.write("", () => process.stderr.write("", () => process.exit()));
