import { countOf } from "../count-of.ts";
import type { Paint } from "../paint.ts";
import type { Finding, Level } from "./finding.ts";

const colours = { ok: "green", warn: "yellow", fail: "red", unknown: "dim" } as const satisfies Record<Level, string>;

/** What checks came to, for people: each a line, and below it what to do. Pure. */
export function renderFindings(app: string, findings: readonly Finding[], paint: Paint): string {
  const width = (of: (finding: Finding) => string) => Math.max(0, ...findings.map((finding) => of(finding).length));
  const [checks, abouts] = [width(({ check }) => check), width(({ about }) => about)];
  const lines = findings.flatMap(({ check, level, about, says, fix }) => [
    `${paint(colours[level], level.padEnd(7))}  ${check.padEnd(checks)}  ${about.padEnd(abouts)}  ${says}`,
    ...(fix === undefined ? [] : [`         ${paint("bold", "fix")}: ${fix}`]),
  ]);
  return [`${paint("bold", app)}: ${summary(findings)}`, "", ...lines].map((line) => `${line}\n`).join("");
}

function summary(findings: readonly Finding[]): string {
  const count = (wanted: Level) => findings.filter(({ level }) => level === wanted).length;
  const parts = [
    `${count("ok")} well`,
    ...(count("warn") > 0 ? [`${count("warn")} could be better`] : []),
    ...(count("fail") > 0 ? [`${count("fail")} broken`] : []),
    ...(count("unknown") > 0 ? [`${count("unknown")} could not be looked at`] : []),
  ];
  return `${countOf(findings.length, "check")}, ${parts.join(", ")}`;
}
