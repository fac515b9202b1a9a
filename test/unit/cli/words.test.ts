import { describe, expect, it } from "vitest";
import { readCount } from "../../../src/cli/words/count.ts";
import { readDuration } from "../../../src/cli/words/duration.ts";
import { readLogLevel } from "../../../src/cli/words/log-level.ts";
import { readMoment } from "../../../src/cli/words/moment.ts";
import { readNames } from "../../../src/cli/words/names.ts";
import { readTaskArguments } from "../../../src/cli/words/task-arguments.ts";
import { readWait } from "../../../src/cli/words/wait.ts";

const read = (...words: string[]) => readTaskArguments({ words });

describe("the arguments of a task", () => {
  it("are JSON where they are JSON", () => {
    expect(read("4", "-4", "1.5", "true", "null", '"4"', "[1,2]", '{"a":[true]}')).toEqual([
      4,
      -4,
      1.5,
      true,
      null,
      "4",
      [1, 2],
      { a: [true] },
    ]);
  });

  it("are text where they are not", () => {
    const words = ["ada@example.com", "01234", "", "NaN", "Infinity", "two words", "2026-01-01", "'4'"];
    expect(read(...words)).toEqual(words);
  });

  it("are all text with --string", () => {
    expect(readTaskArguments({ words: ["4", "{", "true"], string: true })).toEqual(["4", "{", "true"]);
  });

  it("keep integers that JavaScript's numbers would round", () => {
    expect(read("12345678901234567890", '{"id":12345678901234567891}')).toEqual([
      12345678901234567890n,
      { id: 12345678901234567891n },
    ]);
  });

  it("understand kombu's typed form", () => {
    expect(read('{"__type__":"datetime","__value__":"2026-01-02T03:04:05Z"}')).toEqual([
      new Date("2026-01-02T03:04:05Z"),
    ]);
  });

  it("refuse a type that kombu does not know", () => {
    expect(() => read('{"__type__":"frob","__value__":"x"}')).toThrow(/cannot be sent: .*__type__ that is unknown/);
  });

  it("refuse what begins as JSON and is none, and say how to quote it", () => {
    expect(() => read("{since:2020}")).toThrow(/"\{since:2020\}" begins as JSON does, but is none.*--string/);
    expect(() => read("[1,")).toThrow(/begins as JSON does/);
  });

  it("come as one list from --args, as with `celery call`", () => {
    expect(readTaskArguments({ words: [], args: '[4, "4"]' })).toEqual([4, "4"]);
    expect(() => readTaskArguments({ words: [], args: '{"a":1}' })).toThrow(/--args is .* must be a JSON list/);
    expect(() => readTaskArguments({ words: [], args: "[4" })).toThrow(/--args is "\[4"; it must be a JSON list/);
  });

  it("do not come from --args and from words at once", () => {
    expect(() => readTaskArguments({ words: ["4"], args: "[4]" })).toThrow(/--args holds all arguments/);
    expect(() => readTaskArguments({ words: [], args: "[4]", string: true })).toThrow(/--args holds all arguments/);
  });
});

describe("a duration", () => {
  it("is a number with its unit", () => {
    expect(["500ms", "30s", "5m", "2h", "1d", "1.5s"].map((word) => readDuration(word, "--grace"))).toEqual([
      500, 30_000, 300_000, 7_200_000, 86_400_000, 1_500,
    ]);
  });

  it.each(["10", "-5s", "5 m", "soon", "", "1w"])("is not %j, whose unit one would have to guess", (word) => {
    expect(() => readDuration(word, "--countdown")).toThrow(/--countdown is ".*"; it must be a number with its unit/);
  });
});

describe("a time", () => {
  it.each([
    ["2026-05-01T08:00Z", "2026-05-01T08:00:00.000Z"],
    ["2026-05-01T08:00:30.250Z", "2026-05-01T08:00:30.250Z"],
    ["2026-05-01T10:00+02:00", "2026-05-01T08:00:00.000Z"],
  ])("%s is %s everywhere", (word, at) => {
    expect(readMoment(word, "--eta").toISOString()).toBe(at);
  });

  it.each([
    "2026-05-01T08:00",
    "2026-05-01",
    "08:00Z",
    "2026-02-30T08:00Z",
    "2026-13-01T08:00Z",
    "2026-05-01T25:00Z",
    "1 May 2026",
  ])("%s is refused: it is another moment elsewhere, or none", (word) => {
    expect(() => readMoment(word, "--eta")).toThrow(/it must be a time with its zone/);
  });
});

describe("other words", () => {
  it("--wait without a timeout waits for ever, and none does not wait", () => {
    expect([readWait(undefined), readWait(true), readWait("10s")]).toEqual([
      undefined,
      Number.POSITIVE_INFINITY,
      10_000,
    ]);
  });

  it("--wait that swallowed the next word says so", () => {
    expect(() => readWait("add")).toThrow(/--wait \(put --wait last, or write --wait=10s\) is "add"/);
  });

  it("--queues are names with commas, each once", () => {
    expect(readNames("default, mail,default", "--queues")).toEqual(["default", "mail"]);
    expect(() => readNames("default,,mail", "--queues")).toThrow(/names with commas between them/);
  });

  it("--concurrency is a whole number within its bounds", () => {
    expect(readCount("20", "--concurrency", 1, 100)).toBe(20);
    for (const word of ["0", "101", "1e1", "2.5", "-1", ""])
      expect(() => readCount(word, "--concurrency", 1, 100)).toThrow(/whole number from 1 to 100/);
  });

  it("--loglevel is understood as Celery writes it", () => {
    expect(["info", "INFO", "WARNING", "warn", "silent"].map(readLogLevel)).toEqual([
      "info",
      "info",
      "warn",
      "warn",
      "silent",
    ]);
    expect(() => readLogLevel("verbose")).toThrow(/must be one of debug, info, warn, error, silent/);
  });
});
