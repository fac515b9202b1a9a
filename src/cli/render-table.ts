import { type Paint, plain } from "./paint.ts";

/** What stands in a cell: a text, or a format and a text. */
export type Cell = string | readonly [format: Parameters<Paint>[0], text: string];

/** The lines of a table, its head first, with each column as wide as its widest cell. Pure. */
export function tableLines(head: readonly string[], rows: readonly (readonly Cell[])[], paint: Paint): string[] {
  const texts = [head, ...rows.map((row) => row.map(textOf))];
  const widths = texts.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)), []);
  const line = (row: readonly Cell[], painter: Paint) => {
    const cells = row.map((cell, i) => {
      const [format, text] = typeof cell === "string" ? [undefined, cell] : cell;
      const blanks = " ".repeat(i === row.length - 1 ? 0 : (widths[i] ?? 0) - text.length);
      return (format === undefined ? text : painter(format, text)) + blanks;
    });
    return cells.join("  ").trimEnd();
  };
  return [paint("dim", line(head, plain)), ...rows.map((row) => line(row, paint))];
}

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell[1];
}
