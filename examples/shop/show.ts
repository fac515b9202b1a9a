import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Text in a style, where a person looks at it in a terminal that has colours (NO_COLOR is heeded). */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** A line of what happens, under the name of who does it. */
export function say(who: string, what: string): void {
  console.log(`${paint("cyan", who.padEnd(8))} ${what}`);
}

/** A heading. */
export function heading(text: string): void {
  console.log(`\n${paint("bold", text)}`);
}

/** A table of text, its columns as wide as their widest cell. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  console.log(paint("dim", line(header)));
  for (const row of rows) console.log(line(row));
}
