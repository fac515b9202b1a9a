import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeMessage } from "../../../src/message/index.ts";
import { refusalOf } from "./refusal-of.ts";

const headers = { task: "add", id: "id-1" };
const properties = { delivery_info: { exchange: "", routing_key: "default" } };

function envelope(parts: object = {}): string {
  return JSON.stringify({ body: "[[1,2],{},{}]", "content-type": "application/json", headers, properties, ...parts });
}

const withHeaders = (more: object) => envelope({ headers: { ...headers, ...more } });
const base64 = (value: string | Uint8Array) => Buffer.from(value).toString("base64");
const inBase64 = { properties: { ...properties, body_encoding: "base64" } };

const plain = {
  id: "id-1",
  task: "add",
  args: [1, 2],
  kwargs: {},
  embed: { callbacks: null, errbacks: null, chain: null, chord: null },
  retries: 0,
  ignoreResult: false,
  hops: 0,
  headers: {},
  queue: "default",
};

describe("decodeMessage reads", () => {
  it.each<[string, string]>([
    ["an envelope as plain JSON", envelope()],
    ["an envelope in base64", base64(envelope())],
    ["an envelope in base64 without padding", base64(envelope()).replace(/=+$/, "")],
    ["an envelope with space around it", ` \n${envelope()}\n`],
    ["an envelope in base64 with space around it", `\n${base64(` ${envelope()}`)}\n`],
    ["a body in base64", envelope({ body: base64("[[1,2],{},{}]"), ...inBase64 })],
    ["the name of the encoding in capitals", envelope({ properties: { ...properties, body_encoding: "UTF-8" } })],
    ["no encoding", envelope({ properties: { ...properties, body_encoding: null } })],
    ["a body in base64 within an envelope in base64", base64(envelope({ body: base64("[[1,2],{},{}]"), ...inBase64 }))],
    ["a body that is JSON in place", envelope({ body: [[1, 2], {}, {}] })],
    ["a body as kombu's typed bytes", envelope({ body: { __type__: "base64", __value__: base64("[[1,2],{}]") } })],
    ["an embed of null", envelope({ body: "[[1,2],{},null]" })],
    ["an embed with nulls", envelope({ body: '[[1,2],{},{"callbacks":null,"chain":null}]' })],
    ["no embed", envelope({ body: "[[1,2],{}]" })],
    ["kwargs of null", envelope({ body: "[[1,2],null]" })],
    ["a content type with a charset", envelope({ "content-type": "application/json; charset=UTF-8" })],
    ["no content type", envelope({ "content-type": undefined })],
    ["headers of null in them", withHeaders({ eta: null, group: null, retries: null, timelimit: null, stamps: null })],
    ["empty texts", withHeaders({ eta: "", expires: "", root_id: "", shadow: "", compression: "" })],
    ["limits of null and zero", withHeaders({ timelimit: [null, 0] })],
    ["no stamps", withHeaders({ stamped_headers: null, stamps: {} })],
    ["its own version", withHeaders({ lovage_version: 1 })],
    ["what only people read", withHeaders({ lang: "py", argsrepr: "(1, 2)", kwargsrepr: "{}", meth: null })],
  ])("%s", (_, body) => {
    expect(decodeMessage(body)).toStrictEqual(plain);
  });

  it("an envelope without properties", () => {
    const { queue: _, ...rest } = plain;
    expect(decodeMessage(JSON.stringify({ body: "[[1,2],{},{}]", headers }))).toStrictEqual(rest);
    expect(decodeMessage(JSON.stringify({ body: "[[1,2],{},{}]", headers, properties: null }))).toStrictEqual(rest);
  });

  it("an object that is no envelope as the body of one", () => {
    const { queue: _, ...rest } = plain;
    expect(decodeMessage(JSON.stringify({ task: "add", id: "id-1", args: [1, 2] }))).toStrictEqual(rest);
  });

  it("protocol 1 with its options in the body, where headers count more", () => {
    const body = {
      ...headers,
      args: [1],
      taskset: "g",
      retries: 3,
      timelimit: [3, null],
      eta: "2026-01-01",
      utc: true,
    };
    const more = { callbacks: [{ task: "link" }], chord: { task: "body" } };
    expect(
      decodeMessage(envelope({ body: JSON.stringify({ ...body, ...more }), headers: { retries: 4, mine: 1 } })),
    ).toEqual({
      ...plain,
      args: [1],
      retries: 4,
      timeLimit: 3_000,
      eta: Date.UTC(2026, 0),
      groupId: "g",
      headers: { mine: 1 },
      embed: {
        callbacks: [{ task: "link", args: [], kwargs: {}, options: {}, subtask_type: null, immutable: false }],
        errbacks: null,
        chain: null,
        chord: { task: "body", args: [], kwargs: {}, options: {}, subtask_type: null, immutable: false },
      },
    });
  });

  const packed = Buffer.from("[[1,2],{},{}]");

  it.each<[string, string, Uint8Array]>([
    ["zlib under the name of gzip, as kombu writes it", "application/x-gzip", deflateSync(packed)],
    ["true gzip", "application/x-gzip", gzipSync(packed)],
    ["kombu's short name", "zlib", deflateSync(packed)],
    ["brotli", "application/x-brotli", brotliCompressSync(packed)],
    ["zstd", "application/zstd", zstdCompressSync(packed)],
  ])("a compressed body: %s", (_, compression, bytes) => {
    expect(
      decodeMessage(envelope({ body: base64(bytes), headers: { ...headers, compression }, ...inBase64 })),
    ).toStrictEqual(plain);
    const typed = { __type__: "base64", __value__: base64(bytes) };
    expect(decodeMessage(envelope({ body: typed, headers: { ...headers, compression } }))).toStrictEqual(plain);
  });

  it("what an input template of EventBridge makes, with the time in the header", () => {
    const template = `{"body":"${base64("[[16,4],{},{}]")}","content-encoding":"utf-8","content-type":"application/json","headers":{"lang":"js","task":"add","id":"beat","eta":"<time>"},"properties":{"body_encoding":"base64","delivery_info":{"exchange":"","routing_key":"default"}}}`;
    expect(decodeMessage(template.replace("<time>", "2026-11-23T04:30:00Z"))).toStrictEqual({
      ...plain,
      id: "beat",
      args: [16, 4],
      eta: Date.UTC(2026, 10, 23, 4, 30),
    });
  });

  it("bare NaN and Infinity, as Python writes them", () => {
    const { args } = decodeMessage(envelope({ body: '[[NaN,Infinity,-Infinity,"NaN"],{},{}]' }));
    expect(args).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "NaN"]);
  });

  it("a time that kombu has typed, and an id that is a UUID", () => {
    const eta = { __type__: "datetime", __value__: "2026-01-01T00:00:00+01:00" };
    const id = { __type__: "uuid", __value__: { hex: "0".repeat(32) } };
    const message = decodeMessage(withHeaders({ eta, id }));
    expect(message).toMatchObject({ eta: Date.UTC(2025, 11, 31, 23), id: "00000000-0000-0000-0000-000000000000" });
  });

  it("keys of a signature that it does not know", () => {
    const { embed } = decodeMessage(envelope({ body: '[[],{},{"chord":{"task":"t","chord_size":2,"args":null}}]' }));
    expect(embed.chord).toMatchObject({ task: "t", args: [], chord_size: 2 });
  });

  it("keys that could change an object as keys, and no object is changed", () => {
    const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const body = `{"body":${JSON.stringify(`[[${evil},12345678901234567890],${evil},{}]`)},"headers":{"task":"add","id":"x","__proto__":{"polluted":1},"constructor":2},"properties":{"__proto__":{"polluted":1}}}`;
    const message = decodeMessage(body);
    expect(Object.hasOwn(message.args[0] as object, "__proto__")).toBe(true);
    expect(Object.hasOwn(message.kwargs, "__proto__")).toBe(true);
    expect(Object.hasOwn(message.headers, "__proto__")).toBe(true);
    expect(Object.getPrototypeOf(message.headers)).toBe(Object.prototype);
    expect(message.headers.constructor).toBe(2);
    expect("polluted" in message.args || "polluted" in message.headers || "polluted" in {}).toBe(false);
  });
});

describe("decodeMessage refuses", () => {
  const bomb = base64(deflateSync(Buffer.alloc(17 * 1_048_576, 0x20)));

  it.each<[string, string, string]>([
    ["nothing", "", "it is empty"],
    ["no text at all", undefined as unknown as string, "it is empty"],
    ["text", "hello world", "it is neither a JSON object nor the base64 of one"],
    ["a list", "[]", "it is neither a JSON object nor the base64 of one"],
    ["base64 of text", base64("hello world"), "it is neither a JSON object nor the base64 of one"],
    [
      "an envelope that is cut off",
      envelope().slice(0, 20),
      "its envelope is not JSON (a string does not end, at character 9 of 20)",
    ],
    ["what follows an envelope", `${envelope()}}`, "something follows the value"],
    ["headers that are a list", envelope({ headers: [] }), "its headers are no object"],
    ["properties that are text", envelope({ properties: "x" }), "its properties are no object"],
    ["no envelope at all", '{"foo":1}', "it names no task"],
    ["only properties", '{"properties":{}}', "it has no body"],
    ["no task", envelope({ headers: { id: "x" } }), "it names no task"],
    ["an empty task", withHeaders({ task: "" }), "it names no task"],
    ["a task that is a number", withHeaders({ task: 1 }), "its task is no text"],
    ["no id, which kills Celery's worker", envelope({ headers: { task: "add" } }), "it has no id"],
    ["an id that fits no key", withHeaders({ id: "x".repeat(256) }), "its id has more than 255 characters"],
    ["no body", envelope({ body: undefined }), "it has no body"],
    ["a body of null", envelope({ body: null }), "it has no body"],
    ["a body that is a number", envelope({ body: 1 }), "its body is a number"],
    [
      "a body that is no JSON",
      envelope({ body: "{not json" }),
      "its body is not JSON (a key is missing, at character 2 of 9)",
    ],
    ["a body that is a text", envelope({ body: '"text"' }), "its body is no list of args, kwargs and embed"],
    [
      "a body that is typed",
      envelope({ body: '{"__type__":"decimal","__value__":"1"}' }),
      "its body is no list of args",
    ],
    ["a body that is too short", envelope({ body: "[[]]" }), "its body is no list of args, kwargs and embed"],
    ["a body that is too long", envelope({ body: "[[],{},{},1]" }), "its body is no list of args, kwargs and embed"],
    ["args that are an object", envelope({ body: "[{},{},{}]" }), "its args are no list"],
    ["kwargs that are a list", envelope({ body: "[[],[],{}]" }), "its kwargs are no object"],
    ["an embed that is a text", envelope({ body: '[[],{},"x"]' }), "its embed is no object"],
    ["a chain that is an object", envelope({ body: '[[],{},{"chain":{}}]' }), "its chain are no list"],
    [
      "a link that is a text",
      envelope({ body: '[[],{},{"callbacks":["x"]}]' }),
      "its callbacks hold something that is no signature",
    ],
    ["a chord without a task", envelope({ body: '[[],{},{"chord":{"args":[]}}]' }), "its chord hold something"],
    [
      "options that are a list",
      envelope({ body: '[[],{},{"errbacks":[{"task":"t","options":[]}]}]' }),
      'a signature of "t"',
    ],
    ["a body whose bytes are no text", envelope({ body: "//4=", ...inBase64 }), "its body is not UTF-8"],
    ["an unknown encoding", envelope({ properties: { ...properties, body_encoding: "rot13" } }), "its body_encoding"],
    [
      "a type that kombu does not know",
      envelope({ body: '[[{"__type__":"x","__value__":1}],{},{}]' }),
      "a __type__ that is unknown",
    ],
    ["an eta that is none", withHeaders({ eta: "tomorrow" }), "its eta is no time in ISO 8601"],
    ["an eta in seconds", withHeaders({ eta: 1_800_000_000 }), "its eta is no time in ISO 8601"],
    ["an expiry that is none", withHeaders({ expires: "2026-13-01" }), "its expires is no time in ISO 8601"],
    ["retries that are no number", withHeaders({ retries: "1" }), "its retries is no whole number from 0"],
    [
      "a singleton of an unknown mode",
      withHeaders({ lovage_singleton: { key: "k", mode: "queue" } }),
      "skip nor replace",
    ],
    ["a singleton without a key", withHeaders({ lovage_singleton: { mode: "skip" } }), "lovage_singleton has no key"],
    [
      "a singleton of a key that is too long",
      withHeaders({ lovage_singleton: { key: "k".repeat(257), mode: "skip" } }),
      "lovage_singleton has no key of up to 256 characters",
    ],
    ["a shared id without a time", withHeaders({ lovage_shared_until: "soon" }), "its lovage_shared_until is no"],
    ["negative hops", withHeaders({ lovage_hops: -1 }), "its lovage_hops is no whole number from 0"],
    ["a group index of a half", withHeaders({ group_index: 0.5 }), "its group_index is no whole number from 0"],
    ["limits that are a number", withHeaders({ timelimit: 30 }), "its timelimit is no pair of seconds"],
    ["a negative limit", withHeaders({ timelimit: [-1, null] }), "its timelimit is no pair of seconds"],
    ["stamps that are a list", withHeaders({ stamps: [] }), "its stamps are no object"],
    ["compression of a text", withHeaders({ compression: "gzip" }), "it says that its body is compressed as gzip"],
    [
      "compression that is damaged",
      envelope({ body: base64("no zlib"), headers: { ...headers, compression: "zlib" }, ...inBase64 }),
      "its body, which is compressed as zlib, is damaged",
    ],
    [
      "a body that grows without end",
      envelope({ body: bomb, headers: { ...headers, compression: "zlib" }, ...inBase64 }),
      "its body, which is compressed as zlib, grows to more than 16777216 bytes",
    ],
    ["a name of compression that is none", withHeaders({ compression: { toString: 1 } }), "its compression is no text"],
  ])("%s", (_, body, problem) => {
    const refusal = refusalOf(() => decodeMessage(body));
    expect(refusal).toContain("UNDECODABLE_MESSAGE: The message cannot be decoded: ");
    expect(refusal).toContain(problem);
  });

  it.each([
    "application/x-python-serialize",
    "application/x-yaml",
    "application/x-msgpack",
    "application/data",
    "application/json; charset=utf-16",
    "",
  ])("another content type: %j", (type) => {
    expect(refusalOf(() => decodeMessage(envelope({ "content-type": type })))).toContain(
      `UNSUPPORTED_CONTENT_TYPE: The message's content type is ${JSON.stringify(type)}`,
    );
  });

  it("a compression that Node does not have, and says which it has", () => {
    const body = envelope({ body: "eA==", headers: { ...headers, compression: "application/x-bz2" }, ...inBase64 });
    expect(refusalOf(() => decodeMessage(body))).toBe(
      `UNSUPPORTED_COMPRESSION: The message's body is compressed as "application/x-bz2"; Lovage reads application/x-gzip, application/x-brotli, application/zstd.`,
    );
  });

  it.each([3, 0, "1", { constructor: { name: { toString: 1 } } }])("another version of itself: %j", (version) => {
    expect(refusalOf(() => decodeMessage(withHeaders({ lovage_version: version })))).toMatch(/^UNSUPPORTED_VERSION: /);
  });

  it("a message without quoting what is in it", () => {
    expect(refusalOf(() => decodeMessage(envelope({ body: '[["secret"' })))).not.toContain("secret");
  });
});
