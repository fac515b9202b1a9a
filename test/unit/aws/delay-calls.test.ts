import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import { delayRequest } from "../../../src/aws/delay/delay-request.ts";
import { awsAdapters } from "../../../src/aws/index.ts";
import type { DelayedMessage, Delays } from "../../../src/ports/index.ts";
import { silentLogger, systemRuntime } from "../../../src/runtime/index.ts";
import { delayName, readSettings } from "../../../src/settings/index.ts";

const id = "0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11";
const url = "https://sqs.eu-north-1.amazonaws.com/111122223333/shop-mail";
const role = "arn:aws:iam::111122223333:role/shop-beat";
const settings = readSettings(
  {
    name: "shop",
    beatRole: role,
    scheduleGroup: "shop",
    queues: { mail: { url }, "orders.fifo": { url: `${url}.fifo` } },
  },
  {},
);
const message: DelayedMessage = {
  id,
  task: "mail.send",
  queue: "mail",
  body: '{"x":"<aws.scheduler.execution-id>"}',
  eta: Date.UTC(2028, 1, 29, 9, 0, 30),
};

/** The delays on AWS, and the requests that they made. @param refuse - the SDK's error for the nth request, by its name */
function recorded(refuse: (operation: string) => string | undefined = () => undefined, found: object = {}) {
  const calls: { operation: string; input: Record<string, unknown> }[] = [];
  const send = async (command: { input: Record<string, unknown>; constructor: { name: string } }) => {
    const operation = command.constructor.name.replace(/Command$/, "");
    calls.push({ operation, input: command.input });
    const name = refuse(operation);
    if (name) throw Object.assign(new Error("refused"), { name });
    return operation === "GetSchedule" ? found : {};
  };
  const runtime = systemRuntime({ logger: silentLogger });
  const { delays } = awsAdapters(settings, runtime, { scheduler: { send } as unknown as SchedulerClient });
  return { delays: delays as Delays, calls, operations: () => calls.map(({ operation }) => operation) };
}

describe("a message that waits in Scheduler", () => {
  it("is one request: a one-time schedule, named after the task, that sends it and deletes itself", async () => {
    const { delays, calls } = recorded();
    await delays.put(message);
    expect(calls).toEqual([
      {
        operation: "CreateSchedule",
        input: {
          Name: `lovage.shop.${id}`,
          GroupName: "shop",
          ScheduleExpression: "at(2028-02-29T08:59:00)",
          ScheduleExpressionTimezone: "UTC",
          State: "ENABLED",
          Description: `The task mail.send (${id}), due at 2028-02-29T09:00:30.000Z`,
          ActionAfterCompletion: "DELETE",
          FlexibleTimeWindow: { Mode: "OFF" },
          Target: {
            Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
            RoleArn: role,
            Input: JSON.stringify({
              QueueUrl: url,
              MessageBody: '{"x":"\\u003caws.scheduler.execution-id>"}',
              DelaySeconds: 30,
            }),
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          },
          ClientToken: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    ]);
  });

  it("is the same request again, from whichever process, and another for another message", () => {
    const tokens = [message, { ...message }, { ...message, eta: message.eta + 60_000 }].map(
      (one) => delayRequest(one, url, role, settings).ClientToken,
    );
    expect(tokens[0]).toBe(tokens[1]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });

  it("keeps its group, has the queue for what cannot be delivered, and knows its partition", () => {
    const beatDeadLetters = "arn:aws-cn:sqs:cn-north-1:1:shop-undelivered";
    const chinese = "arn:aws-cn:iam::1:role/shop-beat";
    const fifo = { ...message, queue: "orders.fifo", groupId: "g", deduplicationId: id };
    const { Target, ScheduleExpression } = delayRequest(fifo, url, chinese, { ...settings, beatDeadLetters });
    expect(Target).toMatchObject({
      Arn: "arn:aws-cn:scheduler:::aws-sdk:sqs:sendMessage",
      DeadLetterConfig: { Arn: beatDeadLetters },
    });
    const { MessageGroupId, MessageDeduplicationId, DelaySeconds } = JSON.parse(Target?.Input ?? "");
    expect([MessageGroupId, MessageDeduplicationId, DelaySeconds]).toEqual(["g", id, undefined]);
    // No delay of SQS's is added on a FIFO queue: it is the eta's own minute.
    expect(ScheduleExpression).toBe("at(2028-02-29T09:00:00)");
  });

  it("stays as it is when one for the same task is there that is due no later", async () => {
    for (const ScheduleExpression of ["at(2028-02-29T08:59:00)", "at(2027-01-01T00:00:00)"]) {
      const conflict = (operation: string) => (operation === "CreateSchedule" ? "ConflictException" : undefined);
      const { delays, operations } = recorded(conflict, { ScheduleExpression });
      await delays.put(message);
      expect(operations()).toEqual(["CreateSchedule", "GetSchedule"]);
    }
  });

  it("takes the place of one for the same task that is due later", async () => {
    const conflict = (operation: string) => (operation === "CreateSchedule" ? "ConflictException" : undefined);
    const { delays, operations, calls } = recorded(conflict, { ScheduleExpression: "at(2029-01-01T00:00:00)" });
    await delays.put(message);
    expect(operations()).toEqual(["CreateSchedule", "GetSchedule", "UpdateSchedule"]);
    expect(calls[2]?.input).toEqual(calls[0]?.input);
  });

  it("is sent already when the one for the same task is gone by the time that it is looked at", async () => {
    const { delays, operations } = recorded((operation) =>
      operation === "CreateSchedule" ? "ConflictException" : "ResourceNotFoundException",
    );
    await delays.put(message);
    expect(operations()).toEqual(["CreateSchedule", "GetSchedule"]);
  });

  it("passes on what Scheduler refuses", async () => {
    const { delays } = recorded(() => "AccessDeniedException");
    await expect(delays.put(message)).rejects.toMatchObject({ code: "AWS_REFUSED" });
    await expect(delays.remove(id)).rejects.toMatchObject({ code: "AWS_REFUSED" });
  });

  it("is taken back by its task's id alone", async () => {
    const { delays, calls } = recorded();
    expect(await delays.remove(id)).toBe(true);
    expect(calls).toEqual([{ operation: "DeleteSchedule", input: { Name: `lovage.shop.${id}`, GroupName: "shop" } }]);
    expect(await recorded(() => "ResourceNotFoundException").delays.remove(id)).toBe(false);
  });

  it("has no place to wait where no role is known", () => {
    const { delays } = awsAdapters(readSettings({ name: "shop" }, {}), systemRuntime({ logger: silentLogger }));
    expect(delays).toBeUndefined();
  });
});

describe("the name of a message that waits", () => {
  it.each([
    ["shop", id],
    ["shop", "order/1"],
    ["a".repeat(40), id],
    ["a".repeat(40), "x".repeat(255)],
  ])("fits into Scheduler's 64 characters: app %s, task %s", (app, task) => {
    expect(delayName(app, task)).toMatch(/^lovage\.[\w-]+\.[\w.-]{16,}$/);
    expect(delayName(app, task).length).toBeLessThanOrEqual(64);
  });
});
