import { describe, expect, it } from "vitest";
import { Decimal, decodeMessage, encodeMessage, type Message, signatureObject } from "../../../src/message/index.ts";
import { refusalOf } from "./refusal-of.ts";

const nothing = { callbacks: null, errbacks: null, chain: null, chord: null };

function message(parts: Partial<Message> = {}): Message {
  return {
    id: "id-1",
    task: "add",
    args: [4, 4],
    kwargs: {},
    embed: nothing,
    retries: 0,
    queue: "default",
    ignoreResult: false,
    hops: 0,
    headers: {},
    ...parts,
  };
}

const head = '"content-encoding":"utf-8","content-type":"application/json"';
const tail =
  '"properties":{"correlation_id":"id-1","delivery_info":{"exchange":"","routing_key":"default"},"delivery_mode":2}}';

/** What SQS accepts: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function isAccepted(code: number): boolean {
  return (
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

describe("encodeMessage", () => {
  it("writes plain JSON without base64 and without nulls", () => {
    expect(encodeMessage(message(), "lovage@1")).toBe(
      `{"body":"[[4,4],{},{}]",${head},"headers":{"lang":"js","task":"add","id":"id-1","retries":0,"origin":"lovage@1"},${tail}`,
    );
  });

  it("writes every field under Celery's name, in Celery's order", () => {
    const full = message({
      kwargs: { k: 1 },
      embed: {
        callbacks: [signatureObject({ task: "link", args: [1] })],
        errbacks: [],
        chain: [signatureObject({ task: "next", immutable: true, options: { task_id: "t" } })],
        chord: null,
      },
      shadow: "other",
      eta: 0,
      expires: 1_500,
      groupId: "group",
      groupIndex: 0,
      retries: 2,
      timeLimit: 30_000,
      softTimeLimit: 1_500,
      rootId: "root",
      parentId: "parent",
      ignoreResult: true,
      stamps: { customer: "acme" },
      hops: 3,
      headers: { tenant: "acme", tags: [1, null] },
      replyTo: "reply",
      priority: 0,
    });
    const embed =
      '{"callbacks":[{"task":"link","args":[1],"kwargs":{},"options":{},"subtask_type":null,"immutable":false}],"errbacks":[],"chain":[{"task":"next","args":[],"kwargs":{},"options":{"task_id":"t"},"subtask_type":null,"immutable":true}]}';
    expect(encodeMessage(full)).toBe(
      `{"body":${JSON.stringify(`[[4,4],{"k":1},${embed}]`)},${head},"headers":{"lang":"js","task":"add","id":"id-1",` +
        '"shadow":"other","eta":"1970-01-01T00:00:00.000+00:00","expires":"1970-01-01T00:00:01.500+00:00",' +
        '"group":"group","group_index":0,"retries":2,"timelimit":[30,1.5],"root_id":"root","parent_id":"parent",' +
        '"ignore_result":true,"stamped_headers":["customer"],"stamps":{"customer":"acme"},"lovage_hops":3,' +
        '"tenant":"acme","tags":[1,null]},"properties":{"correlation_id":"id-1","reply_to":"reply",' +
        '"delivery_info":{"exchange":"","routing_key":"default"},"delivery_mode":2,"priority":0}}',
    );
    expect(decodeMessage(encodeMessage(full))).toStrictEqual(full);
  });

  it("writes one limit with null for the other", () => {
    expect(encodeMessage(message({ softTimeLimit: 500 }))).toContain('"timelimit":[null,0.5]');
  });

  it("lets the origin that is given win over the message's own", () => {
    expect(encodeMessage(message({ origin: "first" }), "second")).toContain('"origin":"second"');
    expect(encodeMessage(message({ origin: "first" }))).toContain('"origin":"first"');
    expect(encodeMessage(message())).not.toContain("origin");
  });

  it("leaves no character that SQS refuses, wherever it stands", () => {
    const text = "\uFFFE\uFFFF\u0000\u000B\uD800 ok \u{1F600}";
    const written = encodeMessage(
      message({ id: text, task: text, queue: text, args: [text], kwargs: { [text]: text }, headers: { [text]: text } }),
      text,
    );
    expect([...written].filter((character) => !isAccepted(character.codePointAt(0) ?? 0))).toEqual([]);
    expect(decodeMessage(written)).toMatchObject({
      id: text,
      task: text,
      queue: text,
      origin: text,
      args: [text],
      kwargs: { [text]: text },
      headers: { [text]: text },
    });
  });

  it("carries kombu's types in arguments, links, stamps and headers", () => {
    const at = new Date(1_500);
    const price = new Decimal("1.10");
    const full = message({
      args: [at, 2n ** 64n],
      kwargs: { price },
      embed: { ...nothing, callbacks: [signatureObject({ task: "link", args: [price] })] },
      stamps: { at },
      headers: { price },
    });
    expect(decodeMessage(encodeMessage(full))).toStrictEqual(full);
  });

  it.each<[string, Partial<Message>, string]>([
    ["an argument", { args: [0, { user: { callback: () => 1 } }] }, "args[1].user.callback is a function"],
    ["a keyword argument", { kwargs: { "a b": [Symbol("s")] } }, 'kwargs["a b"][0] is a symbol'],
    ["a header", { headers: { of: new Map() } }, "headers.of is a Map"],
    ["a stamp", { stamps: { of: new Set() } }, "stamps.of is a Set"],
    [
      "a link",
      { embed: { ...nothing, callbacks: [signatureObject({ task: "link", args: [Number] })] } },
      "embed.callbacks[0].args[0] is a function",
    ],
    ["an eta that is none", { eta: Number.NaN }, "eta is NaN"],
    ["an expiry that Python cannot read", { expires: Date.UTC(10_000, 0) }, "expires is 253402300800000"],
  ])("names the place of what cannot be written: %s", (_, parts, place) => {
    const refusal = refusalOf(() => encodeMessage(message(parts)));
    expect(refusal).toContain(`NOT_SERIALIZABLE: The message for "add" cannot be written as JSON: ${place}`);
  });

  it.each(["id", "task", "eta", "stamps", "compression", "lovage_hops", "lovage_version"])(
    "refuses a header of the user's that is one of the message's own: %s",
    (name) => {
      expect(refusalOf(() => encodeMessage(message({ headers: { mine: 1, [name]: "x" } })))).toBe(
        `INVALID_OPTION: applyAsync: "headers.${name}" is "x"; it must be a name that is not one of the message's own headers.`,
      );
    },
  );

  it("drops headers that are undefined", () => {
    expect(decodeMessage(encodeMessage(message({ headers: { gone: undefined } }))).headers).toEqual({});
  });
});
