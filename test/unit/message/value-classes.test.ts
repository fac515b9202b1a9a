import { describe, expect, it } from "vitest";
import { Decimal, LocalDate, LocalTime, Uuid } from "../../../src/message/index.ts";
import { refusalOf } from "./refusal-of.ts";

describe("Decimal", () => {
  it("keeps its text, and is that in plain JSON", () => {
    expect(new Decimal("1.10").value).toBe("1.10");
    expect(`${new Decimal(1.5)} ${new Decimal(10n ** 30n)} ${new Decimal(Number.NaN)}`).toBe(
      `1.5 1${"0".repeat(30)} NaN`,
    );
    expect(JSON.stringify({ price: new Decimal("1.10") })).toBe('{"price":"1.10"}');
  });

  it.each([
    ["1.10", "1.1"],
    ["0", "-0.00"],
    ["100", "1E+2"],
    ["0.001", "1e-3"],
    [".5", "00.50"],
    ["5.", "5"],
    ["-Infinity", "-inf"],
  ])("takes %s for the same number as %s", (one, other) => {
    expect(new Decimal(one).equals(new Decimal(other))).toBe(true);
    expect(new Decimal(other).equals(new Decimal(one))).toBe(true);
  });

  it.each([
    ["1.1", "1.11"],
    ["1", "-1"],
    ["10", "1"],
    ["NaN", "NaN"],
    ["inf", "-inf"],
  ])("takes %s for another number than %s", (one, other) => {
    expect(new Decimal(one).equals(new Decimal(other))).toBe(false);
  });

  it("equals no other kind of value", () => {
    expect(new Decimal("1").equals(1) || new Decimal("1").equals("1")).toBe(false);
  });

  it.each(["", ".", "one", "1,5", "1_000", "0x1", "1e", " 1"])("refuses %j", (text) => {
    expect(refusalOf(() => new Decimal(text))).toBe(
      `INVALID_OPTION: new Decimal: "value" is ${JSON.stringify(text)}; it must be a decimal number, such as "1.10".`,
    );
  });
});

describe("LocalDate", () => {
  it("is a day of the calendar", () => {
    const day = new LocalDate("2024-02-29");
    expect([day.value, `${day}`, JSON.stringify(day)]).toEqual(["2024-02-29", "2024-02-29", '"2024-02-29"']);
    expect(day.equals(new LocalDate("2024-02-29"))).toBe(true);
    expect(day.equals(new LocalDate("2024-02-28")) || day.equals("2024-02-29")).toBe(false);
  });

  it.each(["2023-02-29", "2026-1-1", "20260101", "2026-01-01T00:00", "0000-01-01", ""])("refuses %j", (text) => {
    expect(refusalOf(() => new LocalDate(text))).toContain('INVALID_OPTION: new LocalDate: "value" is ');
  });
});

describe("LocalTime", () => {
  it.each([
    ["03:04", "03:04:00"],
    ["03:04:05", "03:04:05"],
    ["03:04:05.5", "03:04:05.500000"],
    ["03:04:05.000000", "03:04:05"],
    ["03:04:05.123456789", "03:04:05.123456"],
    ["03:04:05Z", "03:04:05+00:00"],
    ["03:04:05-05:30", "03:04:05-05:30"],
  ])("writes %s as Python does: %s", (text, value) => {
    expect(new LocalTime(text).value).toBe(value);
    expect(new LocalTime(text).equals(new LocalTime(value))).toBe(true);
  });

  it("is its text in plain JSON, and equals no text", () => {
    expect(JSON.stringify([new LocalTime("03:04")])).toBe('["03:04:00"]');
    expect(new LocalTime("03:04").equals("03:04:00")).toBe(false);
  });

  it.each(["24:00", "3:04", "03:60", "03", "03:04:60", "03:04:05+24:00", ""])("refuses %j", (text) => {
    expect(refusalOf(() => new LocalTime(text))).toContain('INVALID_OPTION: new LocalTime: "value" is ');
  });
});

describe("Uuid", () => {
  const value = "0198a1f0-7c3e-7b21-9d5a-3f2b1c4d5e6f";

  it.each([value, value.toUpperCase(), value.replaceAll("-", ""), `{${value}}`, `urn:uuid:${value}`])(
    "reads %s",
    (text) => {
      expect(new Uuid(text).value).toBe(value);
      expect(new Uuid(text).equals(new Uuid(value))).toBe(true);
    },
  );

  it("is its text in plain JSON, and equals no text", () => {
    expect(JSON.stringify([new Uuid(value)])).toBe(`["${value}"]`);
    expect(`${new Uuid(value)}`).toBe(value);
    expect(new Uuid(value).equals(value)).toBe(false);
  });

  it.each(["", "x", value.slice(1), `${value}0`])("refuses %j", (text) => {
    expect(refusalOf(() => new Uuid(text))).toContain('INVALID_OPTION: new Uuid: "value" is ');
  });
});
