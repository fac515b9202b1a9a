// A real Celery runs the messages that Lovage writes, and Lovage reads those that a real Celery writes, through the
// encoding and decoding of kombu's own SQS transport: node test/interop/message.interop.ts
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { LovageError } from "../../src/errors/index.ts";
import {
  Decimal,
  decodeMessage,
  type Embed,
  encodeMessage,
  LocalDate,
  LocalTime,
  type Message,
  signatureObject,
  Uuid,
} from "../../src/message/index.ts";
import { celeryPython } from "./celery-environment.ts";
import { told } from "./told.ts";

const nothing: Embed = { callbacks: null, errbacks: null, chain: null, chord: null };
let made = 0;

function uuid(): string {
  return `00000000-0000-7000-8000-${String(++made).padStart(12, "0")}`;
}

function message(parts: Partial<Message>): Message {
  const id = uuid();
  const base = { id, task: "interop.tell", args: [], kwargs: {}, embed: nothing, retries: 0, queue: "celery" };
  return { ...base, ignoreResult: false, hops: 0, headers: {}, ...parts };
}

const everything = [
  new Date("2026-01-02T03:04:05.678Z"),
  new Date(-1),
  new LocalDate("2026-01-02"),
  new LocalTime("03:04:05"),
  new LocalTime("03:04:05.6789+01:00"),
  new Decimal("1.10"),
  new Decimal("-1E+30"),
  new Uuid("11111111-1111-4111-8111-111111111111"),
  new TextEncoder().encode("abc ☃"),
  Uint8Array.from({ length: 256 }, (_, index) => index),
  new Uint8Array(1_000),
  "héllo ☃ 😀 \uFFFE\uFFFF \u007F \u0000",
  10n ** 30n,
  -(2n ** 64n),
  2 ** 60,
  1e300,
  5e-324,
  0.1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  [1, [null, true, { a: [undefined] }]],
  JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"__type__":"mine"}'),
];

/** What `interop.tell` tells of its call. */
interface Outcome {
  readonly args: unknown;
  readonly kwargs: unknown;
  readonly request: Record<string, unknown>;
}

interface Case {
  readonly message: Message;
  /** The id of the task whose result is waited for. @default the message's own */
  readonly waitFor?: string;
  check(outcome: unknown, message: Message): void;
}

const add = (x: number, parts: object = {}) => signatureObject({ task: "interop.add", args: [x], ...parts });
const chainIds = [uuid(), uuid()];
const linkId = uuid();
const failedId = uuid();

const cases: Case[] = [
  {
    message: message({ args: everything, kwargs: { b: new Decimal("2.50"), "☃": [1] } }),
    check(outcome) {
      const { args, kwargs } = outcome as Outcome;
      assert.deepEqual(args, told(everything));
      assert.deepEqual(kwargs, told({ b: new Decimal("2.50"), "☃": [1] }));
    },
  },
  {
    message: message({ args: [1] }),
    check(outcome, { id }) {
      const { request } = outcome as Outcome;
      assert.equal(request.id, id);
      assert.equal(request.correlation_id, id);
      assert.equal(request.retries, 0);
      assert.equal(request.routing_key, "celery");
    },
  },
  {
    message: message({
      rootId: "root",
      parentId: "parent",
      groupId: "group",
      groupIndex: 3,
      retries: 2,
      shadow: "shadow",
      replyTo: "reply",
      eta: Date.UTC(2020, 0, 2, 3, 4, 5, 678),
      expires: Date.UTC(2036, 0, 1),
      timeLimit: 30_000,
      softTimeLimit: 2_500,
      hops: 4,
      stamps: { customer: "acme" },
      headers: { tenant: "acme" },
    }),
    check(outcome) {
      const { request } = outcome as Outcome;
      assert.deepEqual(
        { ...request, id: "", correlation_id: "" },
        {
          id: "",
          correlation_id: "",
          root_id: "root",
          parent_id: "parent",
          group: "group",
          group_index: 3,
          retries: 2,
          shadow: "shadow",
          reply_to: "reply",
          eta: "2020-01-02T03:04:05.678+00:00",
          expires: "2036-01-01T00:00:00.000+00:00",
          timelimit: [30, 2.5],
          stamps: { customer: "acme" },
          stamped_headers: ["customer"],
          routing_key: "celery",
          headers: { tenant: "acme", lovage_hops: 4 },
        },
      );
    },
  },
  {
    message: message({
      task: "interop.add",
      args: [1, 2],
      embed: {
        ...nothing,
        chain: [add(100, { options: { task_id: chainIds[1] } }), add(10, { options: { task_id: chainIds[0] } })],
      },
    }),
    ...(chainIds[1] ? { waitFor: chainIds[1] } : {}),
    check: (outcome) => assert.equal(outcome, 113),
  },
  {
    message: message({
      task: "interop.add",
      args: [1, 2],
      embed: { ...nothing, callbacks: [add(5, { options: { task_id: linkId } })] },
    }),
    waitFor: linkId,
    check: (outcome) => assert.equal(outcome, 8),
  },
  {
    message: message({
      task: "interop.fail",
      embed: {
        ...nothing,
        errbacks: [signatureObject({ task: "interop.failed", options: { task_id: failedId } })],
      },
    }),
    check: (outcome) => assert.match(String((outcome as { raised: string }).raised), /on purpose/),
  },
];

function celery<T>(python: string, mode: string, input = ""): T {
  const script = fileURLToPath(new URL("celery_messages.py", import.meta.url));
  const output = execFileSync(python, [script, mode], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "") as T;
}

/** Celery runs what Lovage writes. */
function celeryReads(python: string): void {
  const messages = cases.map((one) => ({
    body: encodeMessage(one.message, "interop"),
    waitFor: one.waitFor ?? one.message.id,
  }));
  const { outcomes, failures } = celery<{ outcomes: unknown[]; failures: string[] }>(
    python,
    "run",
    JSON.stringify(messages),
  );
  for (const [index, one] of cases.entries()) one.check(outcomes[index], one.message);
  assert.deepEqual(failures, [cases.at(-1)?.message.id]);
  console.log(`a Celery worker ran ${cases.length} messages of Lovage, every value as it was sent`);
}

interface Produced {
  readonly name: string;
  readonly body: string;
  readonly args: unknown;
  readonly kwargs: unknown;
}

/** Lovage reads what Celery writes, and what it writes of that is the same to it. */
function lovageReads(python: string): void {
  const produced = celery<Produced[]>(python, "produce");
  for (const { name, body, args, kwargs } of produced) {
    if (args === null) {
      assert.throws(
        () => decodeMessage(body),
        (error) => LovageError.is(error, "UNSUPPORTED_COMPRESSION"),
        name,
      );
      continue;
    }
    const read = decodeMessage(body);
    assert.deepEqual([told(read.args), told(read.kwargs)], [args, kwargs], name);
    assert.deepEqual(decodeMessage(encodeMessage(read)), read, name);
  }
  console.log(`Lovage read ${produced.length} messages of a Celery client`);
}

const found = celeryPython();
if ("missing" in found) console.log(`skipped: ${found.missing}`);
else {
  celeryReads(found.python);
  lovageReads(found.python);
}
