import { describe, expect, it } from "vitest";
import type { DeploymentFacts, FunctionFacts, MappingFacts, Seen, SqsFacts } from "../../../src/aws/doctor/index.ts";
import { type Known, planFindings } from "../../../src/cli/doctor/plan-findings.ts";
import { renderFindings } from "../../../src/cli/doctor/render-findings.ts";
import { plain } from "../../../src/cli/paint.ts";
import { timeBudget } from "../../../src/settings/index.ts";

const seen = <T>(value: T): Seen<T> => ({ kind: "seen", value });
const functionArn = "arn:aws:lambda:eu-north-1:1:function:worker";
const sqsArn = (name: string) => `arn:aws:sqs:eu-north-1:1:${name}`;

const letters: SqsFacts = {
  ...{ arn: sqsArn("shop-default-dead-letters"), url: "https://sqs/dead", visibilityTimeout: 30 },
  ...{ retention: 1_209_600, visible: 0, redrive: undefined },
};
const queue: SqsFacts = {
  ...{ arn: sqsArn("shop-default"), url: "https://sqs/default", retention: 1_209_600, visible: 0 },
  visibilityTimeout: timeBudget({ functionTimeout: 60 }).visibilityTimeout,
  redrive: { target: letters.arn, maxReceiveCount: 1_000 },
};
const mapping: MappingFacts = {
  ...{ uuid: "u-1", function: functionArn, state: "Enabled", batchSize: 10, window: 0 },
  ...{ maxConcurrency: undefined, partial: true },
};
const worker: FunctionFacts = {
  ...{ name: "worker", timeout: 60, state: "Active", update: "Successful", reason: undefined, toldPartial: true },
  ...{ logGroup: "/aws/lambda/worker", recursiveLoop: seen("Allow"), reserved: seen(null) },
};
const alarm = (metric: string, of: string) => ({ name: `${of} ${metric}`, metric, of: [of], state: "OK", acts: true });
const alarms = [
  alarm("ApproximateAgeOfOldestMessage", "shop-default"),
  alarm("ApproximateNumberOfMessagesVisible", "shop-default-dead-letters"),
  alarm("Errors", "worker"),
];

/** A deployment as the construct makes it, with some of it otherwise. */
interface Otherwise {
  queue?: Partial<SqsFacts>;
  letters?: Partial<SqsFacts>;
  mapping?: Partial<MappingFacts>;
  worker?: Partial<FunctionFacts>;
  facts?: Partial<DeploymentFacts>;
  known?: Partial<Known>;
}

function findings(otherwise: Otherwise = {}) {
  const facts: DeploymentFacts = {
    queues: [
      {
        ...{ name: "default", fifo: false, queue: seen({ ...queue, ...otherwise.queue }) },
        ...{ deadLetters: seen({ ...letters, ...otherwise.letters }) },
        mappings: seen([{ ...mapping, ...otherwise.mapping }]),
      },
    ],
    functions: { [functionArn]: seen({ ...worker, ...otherwise.worker }) },
    table: seen({ name: "shop-tasks", keys: ["pk HASH S", "sk RANGE S"], ttl: seen("expiresAt") }),
    alarms: seen(alarms),
    beatRole: "arn:aws:iam::1:role/beat",
    scheduleGroup: { name: "shop", is: seen("ACTIVE") },
    undelivered: seen({ ...letters, arn: sqsArn("shop--undelivered") }),
    ...otherwise.facts,
  };
  const schedules = [{ name: "hourly", enabled: true, complete: true }];
  return planFindings(facts, { table: "shop-tasks", schedules, ...otherwise.known });
}

const amiss = (otherwise: Otherwise) =>
  findings(otherwise)
    .filter(({ level }) => level !== "ok")
    .map(({ level, check, about }) => `${level} ${check} ${about}`);

describe("lovage doctor", () => {
  it("finds nothing amiss with what the construct deploys", () => {
    expect(amiss({})).toEqual([]);
    expect(new Set(findings().map(({ check }) => check))).toEqual(
      new Set([
        ...["queue", "retention", "dead-letter-queue", "dead-letter-retention", "redrive-policy", "dead-letters"],
        ...["mapping", "partial-responses", "visibility", "concurrency", "function", "recursive-loop"],
        ...["table", "time-to-live", "beat-role", "schedule-group", "schedules", "undelivered-ticks", "alarms"],
      ]),
    );
  });

  it.each<[string, Otherwise, string]>([
    ["a visibility below the function's timeout", { queue: { visibilityTimeout: 59 } }, "fail visibility default"],
    [
      "a visibility without the window",
      { queue: { visibilityTimeout: 70 }, mapping: { window: 20 } },
      "warn visibility default",
    ],
    ["a visibility of hours", { queue: { visibilityTimeout: 7_200 } }, "warn visibility default"],
    ["no redrive policy", { queue: { redrive: undefined } }, "warn redrive-policy default"],
    [
      "few receives",
      { queue: { redrive: { target: letters.arn, maxReceiveCount: 3 } } },
      "warn redrive-policy default",
    ],
    [
      "another's dead letters",
      { queue: { redrive: { target: "arn:x", maxReceiveCount: 999 } } },
      "warn redrive-policy default",
    ],
    ["a short retention", { queue: { retention: 86_400 } }, "warn retention default"],
    ["dead letters of four days", { letters: { retention: 345_600 } }, "warn dead-letter-retention default"],
    ["dead letters", { letters: { visible: 2 } }, "warn dead-letters default"],
    ["a mapping that is off", { mapping: { state: "Disabled" } }, "fail mapping default"],
    ["a mapping without partial responses", { mapping: { partial: false } }, "fail partial-responses default"],
    ["a function that is not told of them", { worker: { toldPartial: false } }, "fail partial-responses worker"],
    ["a loop that Lambda breaks", { worker: { recursiveLoop: seen("Terminate") } }, "fail recursive-loop worker"],
    ["a function that failed", { worker: { state: "Failed", reason: "no image" } }, "fail function worker"],
    ["an update that failed", { worker: { update: "Failed" } }, "fail function worker"],
    ["reserved concurrency without a bound", { worker: { reserved: seen(5) } }, "warn concurrency default"],
    [
      "a bound above it",
      { worker: { reserved: seen(5) }, mapping: { maxConcurrency: 10 } },
      "warn concurrency default",
    ],
    ["a torn schedule", { known: { schedules: [{ name: "a", enabled: false, complete: false }] } }, "fail schedules a"],
    [
      "a tick astray",
      { known: { schedules: [{ name: "a", enabled: true, complete: true, queue: "x" }] } },
      "warn schedules a",
    ],
    ["no beat role", { facts: { beatRole: undefined } }, "warn beat-role beat"],
    ["no schedule group", { facts: { scheduleGroup: { name: "g", is: { kind: "absent" } } } }, "fail schedule-group g"],
    ["no table", { facts: { table: { kind: "absent" } } }, "fail table shop-tasks"],
    ["undelivered ticks", { facts: { undelivered: seen({ ...letters, visible: 1 }) } }, "warn undelivered-ticks beat"],
    ["undelivered ticks nowhere to go", { facts: { undelivered: { kind: "absent" } } }, "fail undelivered-ticks beat"],
  ])("finds %s", (_, otherwise, finding) => {
    expect(amiss(otherwise)).toEqual([finding]);
    const found = findings(otherwise).find(({ level }) => level !== "ok");
    expect(found?.fix).toBeTruthy();
  });

  it("finds a table with other keys, and one that forgets nothing", () => {
    const other = seen({ name: "shop-tasks", keys: ["id HASH S"], ttl: seen("expiresAt") });
    expect(amiss({ facts: { table: other } })).toEqual(["fail table shop-tasks"]);
    for (const ttl of [null, "ttl"]) {
      const table = seen({ name: "shop-tasks", keys: ["sk RANGE S", "pk HASH S"], ttl: seen(ttl) });
      expect(amiss({ facts: { table } })).toEqual(["warn time-to-live shop-tasks"]);
    }
  });

  it("finds a queue, its dead letters or its worker missing", () => {
    const absent = { kind: "absent" } as const;
    const gone = { name: "mail", fifo: false, queue: absent, deadLetters: absent, mappings: absent };
    const rest = { functions: {}, alarms: seen([]) };
    expect(amiss({ facts: { ...rest, queues: [gone] } })).toEqual(["fail queue mail"]);
    const alone = { ...gone, queue: seen({ ...queue, redrive: undefined }), mappings: seen([]) };
    expect(amiss({ facts: { ...rest, queues: [alone], alarms: seen(alarms) } })).toEqual([
      ...["fail dead-letter-queue mail", "warn mapping mail"],
    ]);
    expect(amiss({ facts: { functions: { [functionArn]: absent } } })).toEqual(["fail function worker"]);
  });

  it("finds two functions on one queue", () => {
    const both = seen([mapping, { ...mapping, function: `${functionArn}-2` }]);
    const twice = { name: "default", fifo: false, queue: seen(queue), deadLetters: seen(letters), mappings: both };
    expect(amiss({ facts: { queues: [twice] } })).toEqual(["warn mapping default"]);
  });

  it("finds what no alarm watches, alarms that tell nobody, and those that have gone off", () => {
    expect(amiss({ facts: { alarms: seen(alarms.slice(1)) } })).toEqual(["warn alarms app"]);
    const says = findings({ facts: { alarms: seen([]) } }).find(({ check }) => check === "alarms")?.says;
    expect(says).toBe(
      "none watches messages that wait too long (default), dead letters (default), invocations that die (worker)",
    );
    const silent = alarms.map((one) => ({ ...one, acts: false }));
    expect(amiss({ facts: { alarms: seen(silent) } })).toEqual(["warn alarms app"]);
    const off = alarms.map((one, index) => ({ ...one, state: index === 2 ? "ALARM" : "OK" }));
    expect(amiss({ facts: { alarms: seen(off) } })).toEqual(["warn alarms worker Errors"]);
  });

  it("says what it may not look at, and what an emulator does not play, and calls neither broken", () => {
    const forbidden = { kind: "forbidden", problem: "AccessDeniedException: not authorized" } as const;
    const unplayed = { kind: "unplayed", problem: "UnknownOperationException" } as const;
    expect(amiss({ facts: { alarms: forbidden, table: unplayed, functions: { [functionArn]: forbidden } } })).toEqual([
      ...["unknown function worker", "unknown table shop-tasks", "unknown alarms app"],
    ]);
    expect(amiss({ worker: { recursiveLoop: unplayed, reserved: unplayed } })).toEqual([
      "unknown recursive-loop worker",
    ]);
    expect(amiss({ known: { schedules: [], schedulesProblem: "no" } })).toEqual(["unknown schedules beat"]);
  });

  it("prints each finding, and what to do below it", () => {
    const all = findings({ queue: { visibilityTimeout: 59 }, facts: { alarms: { kind: "unplayed", problem: "x" } } });
    const some = all.filter(({ check }) => ["queue", "visibility", "alarms"].includes(check));
    expect(renderFindings("shop", some, plain)).toMatchInlineSnapshot(`
      "shop: 3 checks, 1 well, 1 broken, 1 could not be looked at

      ok       queue       default  it is there
      fail     visibility  default  a message is hidden for 59 s, and worker may run for 60 s: it comes back while its task runs
               fix: aws sqs set-queue-attributes --queue-url https://sqs/default --attributes VisibilityTimeout=120
      unknown  alarms      app      not played here: this endpoint has no such thing
      "
    `);
  });
});
