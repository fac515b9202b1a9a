import { describe, expect, it } from "vitest";
import { createApp } from "../../../src/app/index.ts";
import { fewArguments } from "../../../src/cli/send/few-arguments.ts";

function shop() {
  const app = createApp({ name: "shop" });
  app.task("add", { aliases: ["sum"] }, (x: number, y: number) => x + y);
  app.task("mail", { bind: true }, (_task, to: string) => to);
  app.task("page", (from: number, size = 10, ...rest: number[]) => [from, size, rest]);
  app.task("tick", () => {});
  const args = { "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value }) } };
  app.task("checked", { args } as never, ((x: number) => x) as never);
  return app;
}

describe("a task that is given fewer arguments than its handler declares", () => {
  it.each([
    [
      "add",
      0,
      '"add" declares 2 parameters without a default, and 0 arguments are given: the last 2 will be undefined.',
    ],
    [
      "sum",
      1,
      '"sum" declares 2 parameters without a default, and 1 argument is given: the last one will be undefined.',
    ],
    [
      "mail",
      0,
      '"mail" declares 1 parameter without a default, and 0 arguments are given: the last one will be undefined.',
    ],
    [
      "page",
      0,
      '"page" declares 1 parameter without a default, and 0 arguments are given: the last one will be undefined.',
    ],
  ])("is warned of: %s with %d", (task, given, warning) => {
    expect(fewArguments(shop(), task, given)).toBe(warning);
  });

  it.each([
    ["add", 2],
    ["add", 3],
    ["mail", 1],
    ["page", 1],
    ["tick", 0],
    ["checked", 0],
    ["unknown", 0],
  ])("is no task with enough, with a schema, or not known: %s with %d", (task, given) => {
    expect(fewArguments(shop(), task, given)).toBeUndefined();
  });
});
