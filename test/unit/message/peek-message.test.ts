import { describe, expect, it } from "vitest";
import { peekMessage } from "../../../src/message/index.ts";

const envelope = (parts: object) => JSON.stringify({ body: "[[],{},{}]", properties: {}, ...parts });
const headers = { task: "add", id: "id-1" };

describe("peekMessage", () => {
  it.each<[string, string]>([
    ["of a message whose body is broken", envelope({ headers, body: "[[1,2" })],
    ["of a message whose content type is another", envelope({ headers, "content-type": "application/x-yaml" })],
    ["of an envelope in base64", btoa(envelope({ headers, body: 1 }))],
    [
      "of protocol 1, which has them in the body",
      envelope({ headers: {}, body: JSON.stringify({ ...headers, args: 1 }) }),
    ],
    ["of a bare body", JSON.stringify({ ...headers, args: 1 })],
    ["of an envelope that is cut off", envelope({ headers }).slice(0, -1)],
    [
      "of an envelope with an unknown type in it",
      envelope({ headers: { ...headers, x: { __type__: 1, __value__: 1 } } }),
    ],
  ])("tells id and task %s", (_, body) => {
    expect(peekMessage(body)).toStrictEqual({ id: "id-1", task: "add" });
  });

  it.each<[string, string, object]>([
    ["only the one that is there", envelope({ headers: { id: "id-1" } }), { id: "id-1" }],
    ["nothing that is no text", envelope({ headers: { id: 1, task: {} } }), {}],
    ["nothing of what is no message", "hello", {}],
    ["nothing of nothing", "", {}],
    ["nothing of what is not even text", undefined as unknown as string, {}],
    ["no more than 255 characters", envelope({ headers: { id: "x".repeat(300) } }), { id: "x".repeat(255) }],
  ])("tells %s", (_, body, told) => {
    expect(peekMessage(body)).toStrictEqual(told);
  });
});
