import type { SoakReport } from "./soak.ts";

/** How many of the wrong ones are shown. */
const SHOWN = 10;

/** The table of a soak, for people. Pure. */
export function renderReport({ account, injected, warnings, drained, calls, took }: SoakReport, seed: number): string {
  const { lost, doubled, overtaken } = account.wrong;
  return [
    "",
    `seed ${seed}: ${account.tasks} tasks, ${calls} calls of AWS, ${(took / 1_000).toFixed(1)} s`,
    "",
    ...section("injected", injected),
    ...section("ended as", account.byState),
    ...section("side effects that came again, by what their attempt met", account.repeated),
    ...section("what the workers warned of", warnings),
    row("dead letters", account.deadLetters),
    row("   of them, letters that are there twice", account.deadLettersTwice),
    "",
    row("lost", lost.length),
    row('doubled (track "full")', doubled.length),
    row("overtaken in a FIFO group", overtaken.length),
    row("every queue empty at the end", drained ? "yes" : "NO"),
    ...[...lost.slice(0, SHOWN), ...doubled.slice(0, SHOWN), ...overtaken.slice(0, SHOWN)].map((line) => `   ${line}`),
    "",
  ].join("\n");
}

function section(title: string, counts: ReadonlyMap<string, number>): string[] {
  const rows = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([what, times]) => row(`   ${what}`, times));
  return [title, ...rows, ""];
}

function row(what: string, value: number | string): string {
  return `${what.padEnd(72)} ${String(value).padStart(8)}`;
}
