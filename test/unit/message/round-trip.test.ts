import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Decimal,
  decodeMessage,
  decodeValue,
  encodeMessage,
  encodeValue,
  LocalDate,
  LocalTime,
  type Message,
  peekMessage,
  signatureObject,
  Uuid,
} from "../../../src/message/index.ts";
import vectors from "./celery-vectors.fixture.json" with { type: "json" };
import { refusalOf } from "./refusal-of.ts";

const text = fc.string({ unit: "binary" });
const key = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "toJSON", "__json__", "__type__", "toString"));
const between = { min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z") };
const date = fc.date({ ...between, noInvalidDate: true });
const day = date.map((at) => new LocalDate(at.toISOString().slice(0, 10)));

const leaf = fc.oneof(
  text,
  fc.double().map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  date,
  fc.uint8Array(),
  // A bigint that is safe comes back as a number: on the wire there is only one kind of integer.
  fc.bigInt().filter((value) => !Number.isSafeInteger(Number(value))),
  day,
  date.map((at) => new LocalTime(at.toISOString().slice(11, 23))),
  fc.uuid().map((id) => new Uuid(id)),
  fc.tuple(fc.bigInt(), fc.integer({ min: -50, max: 50 })).map(([digits, power]) => new Decimal(`${digits}E${power}`)),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value")),
    // Built from entries, so that __proto__ is a key as any other.
    fc
      .array(fc.tuple(key, tie("value")))
      .map((entries) => Object.fromEntries(entries))
      .filter((object) => !("__type__" in object && "__value__" in object)),
  ),
}));

const object = fc
  .array(fc.tuple(fc.string(), value))
  .map((entries) => Object.fromEntries(entries.filter(([name]) => name !== "__proto__")));
const signature = fc
  .record({ task: text, args: fc.array(value), kwargs: object, immutable: fc.boolean() })
  .map((parts) => signatureObject(parts));
const signatures = fc.option(fc.array(signature, { maxLength: 2 }));
const count = fc.nat();
const name = fc.string({ minLength: 1, maxLength: 200, unit: "binary" });

const message: fc.Arbitrary<Message> = fc.record(
  {
    id: name,
    task: name,
    args: fc.array(value),
    kwargs: object,
    embed: fc.record(
      { callbacks: signatures, errbacks: signatures, chain: signatures, chord: fc.option(signature) },
      { noNullPrototype: true },
    ),
    retries: count,
    eta: date.map(Number),
    expires: date.map(Number),
    timeLimit: fc.integer({ min: 1, max: 900_000 }),
    softTimeLimit: fc.integer({ min: 1, max: 900_000 }),
    rootId: name,
    parentId: name,
    groupId: name,
    groupIndex: count,
    queue: name,
    ignoreResult: fc.boolean(),
    hops: count,
    shadow: name,
    replyTo: name,
    origin: name,
    priority: count,
    stamps: object.filter((stamps) => Object.keys(stamps).length > 0),
    sharedUntil: count,
    singleton: fc.record(
      { key: name.filter((key) => key.length <= 256), mode: fc.constantFrom("skip", "replace") },
      { noNullPrototype: true },
    ),
    headers: object.map((own) => Object.fromEntries(Object.entries(own).map(([header, x]) => [`x-${header}`, x]))),
  },
  {
    requiredKeys: ["id", "task", "args", "kwargs", "embed", "retries", "ignoreResult", "hops", "headers"],
    noNullPrototype: true,
  },
);

describe("whatever is written", () => {
  it("comes back as a value", () => {
    fc.assert(
      fc.property(value, (original) => {
        expect(isDeepStrictEqual(decodeValue(encodeValue(original, "it")), original)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("comes back as a message", () => {
    fc.assert(
      fc.property(message, (original) => {
        expect(isDeepStrictEqual(decodeMessage(encodeMessage(original)), original)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same when it is plain JSON as when JSON.stringify writes it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (original) => {
        const plain = JSON.parse(JSON.stringify(original));
        expect(isDeepStrictEqual(JSON.parse(encodeValue(original, "it")), plain)).toBe(true);
      }),
    );
  });
});

/** Text with a part put in, taken out or exchanged. */
const damaged = fc
  .tuple(
    fc.constantFrom(...vectors.recorded, ...vectors.produced).map(({ body }) => body),
    fc.nat(),
    fc.nat(12),
    fc.oneof(
      text,
      fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "NaN", "null", "1e9", "-", '{"a":1}', "\\u0000"),
    ),
    fc.boolean(),
  )
  .map(([body, at, length, put, plain]) => {
    const whole = plain && !body.startsWith("{") ? atob(body) : body;
    const start = at % whole.length;
    return whole.slice(0, start) + put + whole.slice(start + length);
  });

/** Envelopes whose every part may be anything. */
const wild = fc
  .tuple(
    fc.record(
      {
        body: fc.oneof(
          fc.json(),
          fc.jsonValue(),
          fc.base64String(),
          fc.tuple(fc.jsonValue(), fc.jsonValue(), fc.jsonValue()),
        ),
        headers: fc.oneof(
          fc.jsonValue(),
          fc.dictionary(
            fc.constantFrom(
              "task",
              "id",
              "eta",
              "expires",
              "retries",
              "timelimit",
              "stamps",
              "compression",
              "group",
              "lovage_version",
              "__proto__",
            ),
            fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom("zlib", "2026-01-01", "x")),
          ),
        ),
        properties: fc.oneof(
          fc.jsonValue(),
          fc.dictionary(
            fc.constantFrom("body_encoding", "delivery_info", "reply_to", "priority"),
            fc.oneof(fc.jsonValue(), fc.constantFrom("base64", "utf-8")),
          ),
        ),
        "content-type": fc.oneof(fc.jsonValue(), fc.constant("application/json")),
      },
      { requiredKeys: [] },
    ),
    fc.boolean(),
  )
  .map(([envelope, base64]) => {
    const json = JSON.stringify(envelope);
    return base64 ? Buffer.from(json).toString("base64") : json;
  });

describe("whatever arrives", () => {
  const anything = fc.oneof(text, fc.json(), fc.base64String(), damaged, wild);

  it("is read, or refused with an error of Lovage's: no other, and no crash", () => {
    fc.assert(
      fc.property(anything, (body) => {
        expect(refusalOf(() => decodeMessage(body))).toMatch(
          /^(nothing was refused|UNDECODABLE_MESSAGE|UNSUPPORTED_\w+)/,
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it("can be peeked at", () => {
    fc.assert(
      fc.property(anything, (body) => {
        expect(Object.values(peekMessage(body)).every((found) => typeof found === "string")).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes no prototype", () => {
    expect(Object.keys(Object.prototype).concat(Object.keys(Array.prototype))).toEqual([]);
  });
});
