import { describe, expect, it } from "vitest";
import { checkMapping, type MappingOptions } from "../../../../src/dev/event-source-mapping/index.ts";

const standard = { name: "mail", fifo: false, visibilityTimeout: 60_000 };
const fifo = { name: "mail.fifo", fifo: true, visibilityTimeout: 60_000 };

describe("a mapping is taken", () => {
  it.each<[string, MappingOptions, typeof standard]>([
    ["with nothing said", {}, standard],
    ["with the largest batch and a window", { batchSize: 10_000, batchingWindow: 300_000 }, standard],
    ["with the bounds of concurrency", { maxConcurrency: 2 }, standard],
    ["on a FIFO queue with ten", { batchSize: 10 }, fifo],
  ])("%s", (_, options, queue) => {
    expect(() => checkMapping(options, queue, 60_000)).not.toThrow();
  });
});

describe("a mapping is refused, as by Lambda", () => {
  it.each<[string, MappingOptions, typeof standard, number]>([
    ["without a message in its batch", { batchSize: 0 }, standard, 1],
    ["with a batch over 10,000", { batchSize: 10_001, batchingWindow: 1_000 }, standard, 1],
    ["with a batch over ten and no window", { batchSize: 11 }, standard, 1],
    ["with a window over five minutes", { batchingWindow: 300_001 }, standard, 1],
    ["with a batch over ten on a FIFO queue", { batchSize: 11 }, fifo, 1],
    ["with a window on a FIFO queue", { batchingWindow: 1_000 }, fifo, 1],
    ["with a concurrency of one", { maxConcurrency: 1 }, standard, 1],
    ["with a concurrency over a thousand", { maxConcurrency: 1_001 }, standard, 1],
    ["with a function that may run longer than messages are hidden", {}, standard, 60_001],
  ])("%s", (_, options, queue, timeout) => {
    expect(() => checkMapping(options, queue, timeout)).toThrow(/the mapping of mail.*\[INVALID_OPTION\]/u);
  });
});
