import { describe, expect, it } from "vitest";
import { LovageError } from "../../../src/errors/index.ts";
import {
  Decimal,
  decodeMessage,
  encodeMessage,
  LocalDate,
  LocalTime,
  type Message,
  Uuid,
} from "../../../src/message/index.ts";
import { told } from "../../interop/told.ts";
import vectors from "./celery-vectors.fixture.json" with { type: "json" };

/** The envelope and payload of a recorded message by the plainest of means. */
function opened(body: string) {
  const envelope = JSON.parse(body.startsWith("{") ? body : atob(body));
  const utf8 = (base64: string) => Buffer.from(base64, "base64").toString("utf8");
  const payload = envelope.properties.body_encoding === "base64" ? utf8(envelope.body) : envelope.body;
  return { headers: envelope.headers, properties: envelope.properties, payload: JSON.parse(payload) };
}

function codeOf(body: string): string {
  try {
    decodeMessage(body);
    return "read";
  } catch (error) {
    return LovageError.is(error) ? error.code : String(error);
  }
}

/** What `decodeMessage` has to leave out where a header is null. */
function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as T;
}

/** The places in the recording of what a Celery worker refuses, or what is of protocol 1. */
const refused = new Map([
  [17, "UNDECODABLE_MESSAGE"],
  [18, "UNDECODABLE_MESSAGE"],
  [19, "UNSUPPORTED_CONTENT_TYPE"],
  [20, "UNDECODABLE_MESSAGE"],
  [21, "UNDECODABLE_MESSAGE"],
]);
const typed = 1;
const protocol1 = 24;

describe("messages that a real Celery sent, or took", () => {
  it("are refused with the right code where Celery's worker refuses them", () => {
    const codes = new Map([...refused.keys()].map((index) => [index, codeOf(vectors.recorded[index]?.body ?? "")]));
    expect(codes).toEqual(refused);
  });

  it.each(
    vectors.recorded
      .map(({ body, by }, index) => ({ index, body, by }))
      .filter(({ index }) => !refused.has(index) && index !== typed && index !== protocol1),
  )("are read to what they say: #$index by $by", ({ body }) => {
    const { headers, properties, payload } = opened(body);
    const [args, kwargs, embed] = payload;
    const nothing = { callbacks: null, errbacks: null, chain: null, chord: null };
    const expected = {
      id: headers.id,
      task: headers.task,
      args,
      kwargs,
      embed: { ...nothing, ...embed },
      retries: headers.retries ?? 0,
      ignoreResult: headers.ignore_result ?? false,
      hops: 0,
      headers: {},
      ...given({
        eta: headers.eta ? Date.parse(headers.eta) : undefined,
        expires: headers.expires ? Date.parse(headers.expires) : undefined,
        rootId: headers.root_id,
        parentId: headers.parent_id,
        groupId: headers.group,
        groupIndex: headers.group_index,
        origin: headers.origin,
        replyTo: properties.reply_to,
        priority: properties.priority,
        queue: properties.delivery_info.routing_key,
      }),
    };
    expect(decodeMessage(body)).toStrictEqual(expected);
  });

  it("keep every type of kombu, and what the options say", () => {
    const message = decodeMessage(vectors.recorded[typed]?.body ?? "");
    expect(message.args).toStrictEqual([
      [
        new Date("2026-01-02T03:04:05.678Z"),
        new Date("2026-01-02T03:04:05Z"),
        new LocalDate("2026-01-02"),
        new LocalTime("03:04:05"),
        new Decimal("1.10"),
        new Uuid("11111111-1111-4111-8111-111111111111"),
        new TextEncoder().encode("abc"),
        new Uint8Array([0xff, 0xfe]),
        "héllo ☃ 😀",
        1,
        1e100,
        100000000000000000000n,
        null,
        true,
        [1, 2],
      ],
    ]);
    expect(message).toMatchObject({
      task: "proj.ident",
      shadow: "sh",
      expires: Date.UTC(2026, 10, 21, 10, 10, 16, 329),
      timeLimit: 30_000,
      softTimeLimit: 20_000,
      ignoreResult: true,
      replyTo: "rq",
      priority: 5,
      headers: { x: "y" },
    });
  });

  it("of protocol 1 are read as those of protocol 2", () => {
    expect(decodeMessage(vectors.recorded[protocol1]?.body ?? "")).toStrictEqual({
      id: "aaaaaaaa-0000-4000-8000-000000000009",
      task: "proj.add",
      args: [5, 6],
      kwargs: {},
      embed: { callbacks: null, errbacks: null, chain: null, chord: null },
      retries: 0,
      ignoreResult: false,
      hops: 0,
      headers: {},
      priority: 0,
      queue: "celery",
    } satisfies Message);
  });

  const readable = vectors.produced.filter((vector) => vector.args !== null);

  it.each(readable)("carry the values that were sent: $name", ({ body, args, kwargs }) => {
    const message = decodeMessage(body);
    expect([told(message.args), told(message.kwargs)]).toEqual([args, kwargs]);
  });

  it.each(readable)("are the same message when Lovage has written them: $name", ({ body }) => {
    const message = decodeMessage(body);
    expect(decodeMessage(encodeMessage(message))).toStrictEqual(message);
  });

  it.each(vectors.produced.filter((vector) => vector.args === null))(
    "are refused where Node has no decompression: $name",
    ({ body }) => expect(codeOf(body)).toBe("UNSUPPORTED_COMPRESSION"),
  );

  const produced = (name: string) => decodeMessage(vectors.produced.find((vector) => vector.name === name)?.body ?? "");

  it("carry links, stamps, limits, times and headers of the sender", () => {
    const add = { task: "interop.add", kwargs: {}, options: {}, subtask_type: null, immutable: false };
    expect(produced("links").embed).toStrictEqual({
      callbacks: [
        { ...add, args: [1] },
        { ...add, args: [2] },
      ],
      errbacks: [{ ...add, task: "interop.failed", args: [] }],
      chain: null,
      chord: null,
    });
    expect(produced("stamps").stamps).toEqual({ customer: "acme" });
    expect(produced("time limits")).toMatchObject({ timeLimit: 30_000, softTimeLimit: 2_500 });
    expect(produced("eta and expires").eta).toBe(Date.UTC(2036, 4, 6, 7, 8, 9, 123));
    expect(produced("a header").headers).toEqual({ tenant: "acme", since: new Date("2026-01-02T03:04:05.678Z") });
    expect(produced("a uuid object as id").id).toBe("00000000-0000-0000-0000-000000000007");
    expect(produced("protocol 1")).toMatchObject({
      headers: { tenant: "acme" },
      eta: Date.UTC(2036, 4, 6, 7, 8, 9, 123),
      expires: Date.UTC(2036, 4, 6, 8, 8, 9, 123),
    });
    expect(produced("protocol 1 with a link")).toMatchObject({
      timeLimit: 3_000,
      embed: { callbacks: [{ args: [1] }] },
    });
  });

  it("carry chains in Celery's order, and the body of a chord", () => {
    expect(produced("chain").embed.chain?.map(({ args, immutable }) => [args, immutable])).toEqual([
      [[3, 4], true],
      [[2], false],
    ]);
    const chord = produced("chord");
    expect(chord.embed.chord).toMatchObject({ task: "interop.total", options: { group_id: chord.groupId } });
    expect(chord.groupIndex).toBe(0);
    expect(produced("chain with a chord").embed.chain?.[0]).toMatchObject({
      task: "celery.chord",
      subtask_type: "chord",
    });
  });
});
