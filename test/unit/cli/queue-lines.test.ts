import { expect, it } from "vitest";
import { plain } from "../../../src/cli/paint.ts";
import { queueLines } from "../../../src/cli/queues/render-queues.ts";
import { tableLines } from "../../../src/cli/render-table.ts";

const depth = { visible: 1, inFlight: 20, delayed: 300 };

it("shows a queue whose dead-letter queue is not found, and dead letters in red", () => {
  const rows = [
    { name: "a", ...depth, deadLetters: null },
    { name: "orders.fifo", ...depth, deadLetters: 2 },
    { name: "c", ...depth, deadLetters: 0 },
  ];
  const paint = (format: unknown, text: string) => (format === "red" ? `<${text}>` : text);
  expect(queueLines(rows, paint)).toEqual([
    "QUEUE        VISIBLE  IN FLIGHT  DELAYED  DEAD LETTERS",
    "a            1        20         300      not found",
    "orders.fifo  1        20         300      <2>",
    "c            1        20         300      0",
  ]);
});

it("keeps columns straight whatever is painted, and leaves no blanks at the end of a line", () => {
  const paint = (format: unknown, text: string) => `${String(format)}(${text})`;
  const rows = [
    [["bold", "long one"], "x"],
    ["b", ["red", ""]],
  ] as const;
  expect(tableLines(["A", "B"], rows, paint)).toEqual(["dim(A         B)", "bold(long one)  x", "b         red()"]);
  expect(tableLines(["A", "B"], [["b", ""]], plain)).toEqual(["A  B", "b"]);
});
