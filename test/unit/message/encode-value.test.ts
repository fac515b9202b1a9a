import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Decimal, encodeValue, LocalDate, LocalTime, signatureObject, Uuid } from "../../../src/message/index.ts";
import { refusalOf } from "./refusal-of.ts";

const written = (value: unknown) => encodeValue(value, "The result");

class Point {
  x = 1;
  #hidden = 2;
  sum() {
    return this.x + this.#hidden;
  }
}

class Itself {
  a = 1;
  toJSON(): this {
    return this;
  }
}

describe("encodeValue writes", () => {
  it.each<[string, unknown, string]>([
    ["undefined as null", undefined, "null"],
    ["undefined in an array as null", [1, undefined, 2n], "[1,null,2]"],
    ["no property that is undefined", { a: undefined, b: 1n }, '{"b":1}'],
    ["holes of an array as null", Object.assign(Array(1), { 1: 1n }), "[null,1]"],
    ["texts as JSON", 'a"\\\n☃', '"a\\"\\\\\\n☃"'],
    ["lone surrogates escaped", "\uD800", '"\\ud800"'],
    ["what SQS refuses escaped", { "\uFFFE": "\uFFFF" }, '{"\\ufffe":"\\uffff"}'],
    ["NaN and the infinities bare", [Number.NaN, 1 / 0, -1 / 0], "[NaN,Infinity,-Infinity]"],
    ["-0 as 0, as JSON does", [-0, 1n], "[0,1]"],
    ["bigints as integers", [2n ** 64n, -5n], "[18446744073709551616,-5]"],
    ["large doubles so that no one takes them for integers", 2 ** 60, "1152921504606847000.0"],
    ["larger doubles as JSON does", [1e300, 1e21], "[1e+300,1e+21]"],
    ["a Date with offset", new Date(1_500), '{"__type__":"datetime","__value__":"1970-01-01T00:00:01.500+00:00"}'],
    ["bytes that are text", new TextEncoder().encode("h☃"), '{"__type__":"bytes","__value__":"h☃"}'],
    ["a Buffer", Buffer.from("abc"), '{"__type__":"bytes","__value__":"abc"}'],
    ["other bytes", new Uint8Array([0xff, 0xfe]), '{"__type__":"base64","__value__":"//4="}'],
    ["a part of bytes", new Uint8Array([1, 0xff, 0xfe, 2]).subarray(1, 3), '{"__type__":"base64","__value__":"//4="}'],
    ["bytes that would be longer as text", new Uint8Array(3), '{"__type__":"base64","__value__":"AAAA"}'],
    ["no bytes", new Uint8Array(), '{"__type__":"bytes","__value__":""}'],
    ["a Decimal", new Decimal("1.10"), '{"__type__":"decimal","__value__":"1.10"}'],
    ["a LocalDate", new LocalDate("2026-01-02"), '{"__type__":"date","__value__":"2026-01-02"}'],
    ["a LocalTime", new LocalTime("03:04"), '{"__type__":"time","__value__":"03:04:00"}'],
    ["a Uuid", new Uuid("1".repeat(32)), `{"__type__":"uuid","__value__":{"hex":"${"1".repeat(32)}"}}`],
    ["an instance as its fields", [new Point(), 1n], '[{"x":1},1]'],
    ["what toJSON gives", { url: new URL("https://example.com") }, '{"url":"https://example.com/"}'],
    [
      "types in what toJSON gives",
      { toJSON: () => [new Date(0)] },
      '[{"__type__":"datetime","__value__":"1970-01-01T00:00:00.000+00:00"}]',
    ],
    ["an object whose toJSON gives itself", [new Itself(), 1n], '[{"a":1},1]'],
    ["no property whose toJSON gives undefined", { a: { toJSON: () => undefined }, b: 1 }, '{"b":1}'],
    ["what __json__ gives, before toJSON", { __json__: () => 1, toJSON: () => 2 }, "1"],
    ["an Error that has a toJSON", Object.assign(new Error("x"), { toJSON: () => "e" }), '"e"'],
    ["boxed values as what is in them", [Object("s"), Object(1), Object(true)], '["s",1,true]'],
    ["an object without prototype", Object.assign(Object.create(null), { a: 1n }), '{"a":1}'],
    [
      "the same object twice",
      Array(2).fill({ at: new Uint8Array() }),
      '[{"at":{"__type__":"bytes","__value__":""}},{"at":{"__type__":"bytes","__value__":""}}]',
    ],
    ["a key of __proto__", JSON.parse('{"__proto__":1,"n":2}'), '{"__proto__":1,"n":2}'],
    [
      "a __type__ that has company",
      { __type__: "x", __value__: 1, more: 2n },
      '{"__type__":"x","__value__":1,"more":2}',
    ],
    ["a __type__ alone", { __type__: "datetime" }, '{"__type__":"datetime"}'],
    ["a text that looks like a key", '__type__"', '"__type__\\""'],
    [
      "values of another realm",
      runInNewContext("({ at: new Date(0), none: {}, list: [1n] })"),
      '{"at":{"__type__":"datetime","__value__":"1970-01-01T00:00:00.000+00:00"},"none":{},"list":[1]}',
    ],
    [
      "a signature in Celery's order",
      signatureObject({ immutable: true, args: [1n], task: "t" }),
      '{"task":"t","args":[1],"kwargs":{},"options":{},"subtask_type":null,"immutable":true}',
    ],
  ])("%s", (_, value, text) => {
    expect(written(value)).toBe(text);
  });

  it("plain values exactly as JSON.stringify", () => {
    const value = { a: [1, 0.5, -3, "x", null, true, { b: [] }], c: {}, "": undefined };
    expect(written(value)).toBe(JSON.stringify(value));
  });

  it("values nested 900 deep, and not deeper", () => {
    const nested = (levels: number) => {
      let value: unknown = 1n;
      for (let level = 0; level < levels; level++) value = [value];
      return value;
    };
    expect(written(nested(900))).toBe(`${"[".repeat(900)}1${"]".repeat(900)}`);
    expect(refusalOf(() => written(nested(901)))).toContain("is nested more than 900 deep");
    expect(refusalOf(() => written(nested(100_000)))).toContain("is nested more than 900 deep");
  });

  it("bigints of 4300 digits, and not longer", () => {
    expect(written(-(10n ** 4300n - 1n))).toHaveLength(4301);
    expect(refusalOf(() => written([10n ** 4300n]))).toContain("value[0] is a bigint of more than 4300 digits");
  });
});

const cycle: Record<string, unknown> = { a: [] };
cycle.a = [{ b: cycle }];

const throwing = {
  get a(): never {
    throw new Error("no");
  },
};
const throwingText = {
  toJSON(): never {
    throw "no";
  },
};
const traps = {
  ownKeys(): never {
    throw new Error("no");
  },
};

describe("encodeValue refuses", () => {
  it.each<[string, () => unknown]>([
    ["value is a function", () => () => 1],
    ["value.user.callback is a function", () => ({ user: { callback: () => 1 } })],
    ["value[0] is a symbol", () => [Symbol("s")]],
    ['value["a-b"][0].c is a function', () => ({ "a-b": [{ c: class {} }] })],
    ["value.a[0].b is a value that contains itself", () => cycle],
    ["value is an invalid Date", () => new Date(Number.NaN)],
    ["value[0] is a Date outside of the years 1 to 9999", () => [new Date(8.64e15)]],
    ["value is a Map; send Object.fromEntries(map), or [...map]", () => new Map([[1, 2]])],
    ["value.s is a Set; send [...set]", () => ({ s: new Set() })],
    ["value is a Promise; await it first", () => Promise.resolve(1)],
    ["value is an Error; send its message", () => new Error("x")],
    ["value is a RegExp without fields of its own", () => /x/],
    ["value is a WeakMap without fields of its own", () => new WeakMap()],
    ["value is a URLSearchParams without fields of its own", () => new URLSearchParams("a=1")],
    ["value is a Nothing without fields of its own", () => new (class Nothing {})()],
    ["value is an ArrayBuffer; send new Uint8Array(buffer)", () => new ArrayBuffer(1)],
    ["value is a Float32Array; send [...array], or its bytes as a Uint8Array", () => new Float32Array(1)],
    ["value is a DataView; send", () => new DataView(new ArrayBuffer(1))],
    ["value is a BigInt without fields of its own", () => Object(1n)],
    ['value is an object of just "__type__" and "__value__"', () => ({ __type__: "datetime", __value__: "x" })],
    ['value[0] is an object of just "__type__"', () => ({ toJSON: () => [{ __type__: 1, __value__: 1 }] })],
    ["value is a value that throws when it is read (no)", () => throwing],
    ["value is a value that throws when it is read (string)", () => throwingText],
    ["value is a value that throws when it is read (no)", () => new Proxy({}, traps)],
  ])("what would be lost: %s", (problem, make) => {
    const refusal = refusalOf(() => written(make()));
    expect(refusal).toContain("NOT_SERIALIZABLE: The result cannot be written as JSON: ");
    expect(refusal).toContain(problem);
    expect(refusal).toContain("Allowed: ");
  });
});
