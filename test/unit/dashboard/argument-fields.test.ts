import { describe, expect, it } from "vitest";
import { z } from "zod";
import { argumentFields, readArguments, writeArguments } from "../../../src/dashboard/client/parts/argument-fields.ts";

const fieldsOf = (schema: z.ZodType) => argumentFields(z.toJSONSchema(schema, { io: "input" })) ?? [];

describe("the fields of a task's arguments", () => {
  it("are of the kind that the schema says, with its words", () => {
    const fields = fieldsOf(
      z.tuple([
        z.string().meta({ title: "Customer", description: "who pays" }),
        z.int().min(1),
        z.number(),
        z.boolean(),
        z.enum(["a", "b"]),
        z.object({ x: z.number() }),
      ]),
    );
    expect(fields).toEqual([
      { label: "Customer", hint: "who pays", optional: false, kind: "text" },
      { label: "Argument 2", hint: undefined, optional: false, kind: "number", whole: true, min: 1, max: undefined },
      {
        label: "Argument 3",
        hint: undefined,
        optional: false,
        kind: "number",
        whole: false,
        min: undefined,
        max: undefined,
      },
      { label: "Argument 4", hint: undefined, optional: false, kind: "flag" },
      { label: "Argument 5", hint: undefined, optional: false, kind: "choice", values: ["a", "b"] },
      { label: "Argument 6", hint: undefined, optional: false, kind: "json" },
    ]);
  });

  it("are none where the list may be of any length, or there is no schema of a list", () => {
    expect(argumentFields(z.toJSONSchema(z.array(z.number())))).toBeUndefined();
    expect(argumentFields(z.toJSONSchema(z.tuple([z.string()]).rest(z.number())))).toBeUndefined();
    expect(argumentFields(null)).toBeUndefined();
  });

  it("read and write the same arguments", () => {
    const fields = fieldsOf(z.tuple([z.string(), z.number(), z.boolean(), z.enum(["a", "b"]), z.array(z.number())]));
    const args = '["", -1.5, true, "b", [1,2]]';
    const texts = readArguments(fields, args) ?? [];
    expect(texts).toEqual(["", "-1.5", "true", '"b"', "[1,2]"]);
    expect(writeArguments(fields, texts)).toBe(args);
  });

  it("show no arguments that they could not give back", () => {
    const fields = fieldsOf(z.tuple([z.number(), z.enum(["a"])]));
    for (const args of ['["4", "a"]', '[4, "c"]', '[4, "a", 1]', "{}", "[4,"]) {
      expect(readArguments(fields, args)).toBeUndefined();
    }
  });

  it("leave out what may be left out, and leave what is not JSON to be refused", () => {
    const fields = argumentFields({ type: "array", minItems: 1, prefixItems: [{}, { type: "string" }] }) ?? [];
    expect(writeArguments(fields, ["{ bad", ""])).toBe("[{ bad]");
    expect(writeArguments(fields, ["1", "x"])).toBe('[1, "x"]');
  });
});
