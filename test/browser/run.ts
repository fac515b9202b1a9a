// Runs the tests of the dashboard's pages in Chromium: node test/browser/run.ts [part of a file's name]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "./chromium.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = (...words: string[]) => spawnSync(process.execPath, words, { cwd: root, stdio: "inherit" }).status ?? 1;

const found = chromium();
if ("missing" in found) {
  console.log(`skipped: the dashboard's pages need a browser, and ${found.missing}`);
} else {
  const config = "test/browser/vitest.config.ts";
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", config, ...process.argv.slice(2)];
  process.exitCode = run("scripts/build-dashboard.js") || run(...vitest);
}
