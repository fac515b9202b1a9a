import type { SoakReport } from "./soak.ts";

/** How many of the wrong ones are shown. */
const SHOWN = 10;

/** The table of a soak, for people. Pure. */
export function renderReport(report: SoakReport, seed: number): string {
  const { before, after, revocations, injected, warnings, drained, calls, took } = report;
  const { lost, doubled, overtaken } = wrongs(report);
  return [
    "",
    `seed ${seed}: ${before.tasks} tasks, ${calls} calls of AWS, ${(took / 1_000).toFixed(1)} s`,
    "",
    ...section("injected", injected),
    ...section("ended as", before.byState),
    ...section("ended as, after what failed was mended and redriven", after.byState),
    ...section("revocations, by their answer", tally(revocations.values())),
    ...section("side effects that came again, by what their attempt met", after.repeated),
    ...section("what the workers warned of", warnings),
    row("dead letters", before.deadLetters),
    row("   of them, letters that are there twice", before.deadLettersTwice),
    "",
    row("lost", lost.length),
    row('doubled (track "full")', doubled.length),
    row("overtaken in a FIFO group", overtaken.length),
    row("every queue empty at the end", drained ? "yes" : "NO"),
    ...[...lost.slice(0, SHOWN), ...doubled.slice(0, SHOWN), ...overtaken.slice(0, SHOWN)].map((line) => `   ${line}`),
    "",
  ].join("\n");
}

/** What is wrong, before the redrive and after it. */
export function wrongs({ before, after }: SoakReport): SoakReport["before"]["wrong"] {
  const both = (what: keyof typeof before.wrong) => [...new Set([...before.wrong[what], ...after.wrong[what]])];
  return { lost: both("lost"), doubled: both("doubled"), overtaken: both("overtaken") };
}

function tally(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function section(title: string, counts: ReadonlyMap<string, number>): string[] {
  const rows = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([what, times]) => row(`   ${what}`, times));
  return [title, ...rows, ""];
}

function row(what: string, value: number | string): string {
  return `${what.padEnd(72)} ${String(value).padStart(8)}`;
}
