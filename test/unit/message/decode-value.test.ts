import { describe, expect, it } from "vitest";
import { Decimal, decodeValue, LocalDate, LocalTime, Uuid } from "../../../src/message/index.ts";
import { refusalOf } from "./refusal-of.ts";

const typed = (type: unknown, value: unknown) => JSON.stringify([{ __type__: type, __value__: value }]);

describe("decodeValue reads", () => {
  it.each<[string, string, unknown]>([
    ["JSON with space", ' \t\r\n{ "a" : [ 1 , NaN ] } \n', { a: [1, Number.NaN] }],
    ["empty lists and objects", "[[],{},[ ],{ },9007199254740993]", [[], {}, [], {}, 9007199254740993n]],
    ["safe integers as numbers", "[9007199254740991,-9007199254740991]", [9007199254740991, -9007199254740991]],
    ["other integers as bigints", "[9007199254740992,-9007199254740992]", [9007199254740992n, -9007199254740992n]],
    [
      "long fractions as numbers",
      "[0.30000000000000004,12345678901234567.0,1e16,12345678901234567e1]",
      [0.1 + 0.2, Number("12345678901234567.0"), 1e16, Number("12345678901234567e1")],
    ],
    ["zeros", "[0,-0,0.0,0e0,12345678901234567890]", [0, -0, 0, 0, 12345678901234567890n]],
    ["numbers too large for a double", "[1e999,-1e999]", [1 / 0, -1 / 0]],
    ["long digits in texts as texts", '"12345678901234567890"', "12345678901234567890"],
    ["escapes", '["\\u00e9\\n\\"\\\\\\/\\ud83d\\ude00",NaN]', ['é\n"\\/😀', Number.NaN]],
    [
      "a datetime of Python",
      typed("datetime", "2026-01-02T03:04:05.678900+00:00"),
      [new Date("2026-01-02T03:04:05.678Z")],
    ],
    ["a datetime without offset as UTC", typed("datetime", "2026-01-02T03:04:05"), [new Date("2026-01-02T03:04:05Z")]],
    ["a date", typed("date", "2026-01-02"), [new LocalDate("2026-01-02")]],
    ["a date with a time, as kombu does", typed("date", "2026-01-02T03:04:05"), [new LocalDate("2026-01-02")]],
    ["a time", typed("time", "03:04:05.000060"), [new LocalTime("03:04:05.00006")]],
    ["a decimal", typed("decimal", "1.10"), [new Decimal("1.10")]],
    ["a uuid", typed("uuid", { hex: "1".repeat(32) }), [new Uuid("1".repeat(32))]],
    ["bytes", typed("bytes", "h☃"), [new TextEncoder().encode("h☃")]],
    ["base64", typed("base64", "//4="), [new Uint8Array([0xff, 0xfe])]],
    ["a type whose key is escaped", '{"\\u005f_type__":"decimal","__value__":"1"}', new Decimal("1")],
    ["a type whose key comes twice", '{"__type__":"x","__value__":"1","__type__":"decimal"}', new Decimal("1")],
    [
      "types within types",
      typed("uuid", { hex: "1".repeat(32) })
        .replace("[", '[{"a":[')
        .replace(/\]$/, "]}]"),
      [{ a: [new Uuid("1".repeat(32))] }],
    ],
    [
      "an object with more keys as it is",
      '{"__type__":"x","__value__":1,"more":2}',
      { __type__: "x", __value__: 1, more: 2 },
    ],
    [
      "an object with one of the keys as it is",
      '[{"__type__":"x"},{"__value__":1}]',
      [{ __type__: "x" }, { __value__: 1 }],
    ],
    ["the last of two equal keys", '{"a":1,"a":NaN}', { a: Number.NaN }],
  ])("%s", (_, text, value) => {
    expect(decodeValue(text)).toStrictEqual(value);
  });

  it("bytes that share nothing with Node's pool of buffers", () => {
    const [bytes] = decodeValue(typed("bytes", "abc")) as [Uint8Array];
    expect(bytes.buffer.byteLength).toBe(3);
  });

  it("integers of 4300 digits", () => {
    expect(decodeValue(`-${"9".repeat(4300)}`)).toBe(-(10n ** 4300n - 1n));
  });
});

describe("decodeValue refuses", () => {
  it.each<[string, string]>([
    ["", "it ends too early, at character 1 of 0"],
    ["[1", '"," or "]" is missing, at character 3 of 2'],
    ["[1,", "it ends too early, at character 4 of 3"],
    ["[1,]", "a value is missing, at character 4 of 4"],
    ['{"a"}', '":" is missing, at character 5 of 5'],
    ['{"a":1', '"," or "}" is missing, at character 7 of 6'],
    ['{"a":1,}', "a key is missing, at character 8 of 8"],
    ["{a:1}", "a key is missing, at character 2 of 5"],
    ['"a', "a string does not end, at character 1 of 2"],
    ['"a\\"', "a string does not end, at character 1 of 4"],
    ['"\\x"', "a string holds a wrong escape, at character 1 of 4"],
    ['"\n"', "a string holds a control character, at character 2 of 3"],
    ["1 2", "something follows the value, at character 3 of 3"],
    ["01", "something follows the value, at character 2 of 2"],
    ["1.", "something follows the value, at character 2 of 2"],
    ["+1", "a value is missing, at character 1 of 2"],
    ["-", "a value is missing, at character 1 of 1"],
    ["-NaN", "a value is missing, at character 1 of 4"],
    ["nul", "a value is missing, at character 1 of 3"],
    ["'a'", "a value is missing, at character 1 of 3"],
    ["\uFEFF1", "a value is missing, at character 1 of 2"],
    ["[1 NaN]", '"," or "]" is missing, at character 4 of 7'],
    ["9".repeat(4301), "an integer has more than 4300 digits, at character 1 of 4301"],
    [`${"[".repeat(901)}NaN`, "it is nested more than 900 deep, at character 901 of 904"],
  ])("what is no JSON: #%#", (text, problem) => {
    expect(refusalOf(() => decodeValue(text))).toBe(
      `UNDECODABLE_MESSAGE: The message cannot be decoded: the value is not JSON (${problem}).`,
    );
  });

  it.each<[unknown, unknown, string]>([
    ["timedelta", 1, "the value holds a value of a __type__ that is unknown"],
    ["constructor", 1, "the value holds a value of a __type__ that is unknown"],
    [["datetime"], "2026-01-01", "the value holds a value of a __type__ that is unknown"],
    [null, null, "the value holds a value of a __type__ that is unknown"],
    ["datetime", "soon", 'the value holds a __type__ "datetime" whose __value__ is none'],
    ["datetime", 1, 'the value holds a __type__ "datetime" whose __value__ is none'],
    ["date", "2026-02-30", 'the value holds a __type__ "date" whose __value__ is none'],
    ["time", "24:00", 'the value holds a __type__ "time" whose __value__ is none'],
    ["decimal", "one", 'the value holds a __type__ "decimal" whose __value__ is none'],
    ["uuid", "1".repeat(32), 'the value holds a __type__ "uuid" whose __value__ is none'],
    ["uuid", null, 'the value holds a __type__ "uuid" whose __value__ is none'],
    [
      "uuid",
      { hex: { constructor: { name: { toString: 1 } } } },
      'the value holds a __type__ "uuid" whose __value__ is none',
    ],
    ["bytes", ["a"], 'the value holds a __type__ "bytes" whose __value__ is none'],
  ])("a typed value as kombu does: %j %j", (type, value, problem) => {
    expect(refusalOf(() => decodeValue(typed(type, value)))).toBe(
      `UNDECODABLE_MESSAGE: The message cannot be decoded: ${problem}.`,
    );
  });
});
