import { describe, expect, it } from "vitest";
import { decodeMessage, encodeMessage, encodeTemplate, type Message, type Tick } from "../../../src/message/index.ts";

const tick: Tick = {
  schedule: "monday report",
  when: { kind: "crontab", minute: "30", hour: "4", dayOfWeek: "1" },
  guard: true,
  window: 60,
  countdown: 5_000,
  expires: 10_000,
  overlap: "skip",
  parts: 3,
  source: "code",
};
const message: Message = {
  id: "monday-report",
  task: "report",
  args: ['a "quoted" <time> \\ text', 37],
  kwargs: { month: "<aws.scheduler.scheduled-time>" },
  embed: { callbacks: null, errbacks: null, chain: null, chord: null },
  retries: 0,
  rootId: "monday-report",
  queue: "mail",
  ignoreResult: false,
  hops: 0,
  headers: { note: "<time> is <b>" },
  tick,
};

describe("the template of a tick", () => {
  it("holds the placeholder in the tick's time and in the ids, and nowhere else, whatever the message holds", () => {
    const template = encodeTemplate(message, "<time>");
    expect(template.match(/[<>]/g)).toHaveLength(8);
    expect(template).toContain('"time":"<time>"');
    expect(template).toContain('"id":"monday-report@<time>"');
    expect(template).toContain('"root_id":"monday-report@<time>"');
  });

  it("becomes the message when the time is filled in as text", () => {
    const filled = encodeTemplate(message, "<time>").replaceAll("<time>", "2026-01-05T04:30:00Z");
    const id = "monday-report@2026-01-05T04:30:00Z";
    expect(decodeMessage(filled)).toEqual({
      ...message,
      id,
      rootId: id,
      tick: { ...tick, time: Date.UTC(2026, 0, 5, 4, 30) },
    });
  });

  it("has its body in base64, so that nothing in it is quoted twice", () => {
    const { body, properties } = JSON.parse(encodeTemplate(message, "<time>"));
    expect(properties.body_encoding).toBe("base64");
    expect(JSON.parse(Buffer.from(body, "base64").toString())).toEqual([message.args, message.kwargs, {}]);
  });

  it.each(["<time>", "<aws.scheduler.scheduled-time>"])(
    "says of %s, if nobody fills it in, that there is no time",
    (placeholder) => {
      expect(decodeMessage(encodeTemplate(message, placeholder)).tick).toEqual(tick);
    },
  );

  it("can have the time itself, where it is known", () => {
    const template = encodeTemplate(message, "2026-12-24T17:00:00Z");
    expect(decodeMessage(template).tick?.time).toBe(Date.UTC(2026, 11, 24, 17));
  });
});

describe("the header of a tick", () => {
  it("comes back with its time from a message for a single run", () => {
    const run: Message = { ...message, tick: { schedule: "monday report", time: 1_767_000_000_000, overlap: "skip" } };
    expect(decodeMessage(encodeMessage(run)).tick).toEqual(run.tick);
  });

  it("is not among the sender's own headers, and cannot be sent as one of them", () => {
    expect(decodeMessage(encodeMessage(message)).headers).toEqual(message.headers);
    expect(() => encodeMessage({ ...message, headers: { lovage_tick: {} } })).toThrow("INVALID_OPTION");
  });

  it.each([
    ["names no schedule", {}],
    ["has a time that is none", { schedule: "x", time: "soon" }],
    ["has a window that is none", { schedule: "x", window: "60" }],
  ])("is refused when it %s", (_, header) => {
    const envelope = JSON.parse(encodeMessage(message));
    envelope.headers.lovage_tick = header;
    expect(() => decodeMessage(JSON.stringify(envelope))).toThrow("UNDECODABLE_MESSAGE");
  });
});
