import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { ask } from "../../../src/cli/ask.ts";

/** A terminal at which somebody types. */
function aTerminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  const asked = ask("really? ", { input, output, terminal: true });
  return { asked, input, output };
}

it("asks, and answers with what was typed", async () => {
  const { asked, input, output } = aTerminal();
  input.write("yes\n");
  expect(await asked).toBe("yes");
  expect(String(output.read())).toContain("really? ");
});

it("has no answer after Ctrl-C, or where the input ends", async () => {
  const { asked, input } = aTerminal();
  input.write("y\u0003");
  expect(await asked).toBeUndefined();
  const another = aTerminal();
  another.input.end();
  expect(await another.asked).toBeUndefined();
});
