import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { handleRestJson } from "../../../../src/dev/scheduler/rest/index.ts";
import { Schedules } from "../../../../src/dev/scheduler/schedules.ts";
import { QueueEngine } from "../../../../src/queue/index.ts";
import { FrozenClock, silentLogger } from "../../../../src/runtime/index.ts";
import { tickCloud } from "../beat/tick-cloud.ts";

describe("the REST-JSON protocol", () => {
  it("answers JSON with a request id", async () => {
    const { endpoint } = await tickCloud();
    const answer = await fetch(`${endpoint}/schedule-groups/default`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.json()).toMatchObject({ Name: "default", CreationDate: Date.UTC(2026, 0, 1) / 1000 });
  });

  it("answers a fault with its type in a header and its message in the body", async () => {
    const { endpoint } = await tickCloud();
    const answer = await fetch(`${endpoint}/schedules/none`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("x-amzn-errortype")).toBe("ResourceNotFoundException");
    expect(await answer.json()).toEqual({ Message: "Schedule none does not exist." });
  });

  it("takes the ARN of a path escaped or not", async () => {
    const { endpoint } = await tickCloud();
    const arn = "arn:aws:scheduler:us-east-1:000000000000:schedule-group/default";
    for (const path of [arn, encodeURIComponent(arn)]) {
      expect(await (await fetch(`${endpoint}/tags/${path}`)).json()).toEqual({ Tags: [] });
    }
  });

  it.each<[method: string, path: string, body: string | undefined, status: number, type: string]>([
    ["PATCH", "/schedules/beat", undefined, 404, "UnknownOperationException"],
    ["DELETE", "/schedules", undefined, 404, "UnknownOperationException"],
    ["POST", "/schedules/beat", "{", 400, "SerializationException"],
    ["POST", "/schedules/beat", "[]", 400, "SerializationException"],
    ["POST", "/schedules/beat", '{"ScheduleExpression":1}', 400, "SerializationException"],
    ["POST", "/schedules/beat", '{"FlexibleTimeWindow":{"Mode":"OFF"},"StartDate":"soon"}', 400, "ValidationException"],
    ["GET", "/schedules?MaxResults=many", undefined, 400, "SerializationException"],
    ["GET", "/schedules/%E0%A4%A", undefined, 400, "ValidationException"],
  ])("refuses %s %s %s with %i %s", async (method, path, body, status, type) => {
    const { endpoint } = await tickCloud();
    const answer = await fetch(`${endpoint}${path}`, { method, ...(body === undefined ? {} : { body }) });
    expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([status, type]);
  });

  it("leaves requests of other services alone", async () => {
    const { endpoint } = await tickCloud();
    const answer = await fetch(`${endpoint}/schedules`, {
      method: "POST",
      headers: { "x-amz-target": "AWSEvents.ListRules", "content-type": "application/x-amz-json-1.1" },
      body: "{}",
    });
    expect(await answer.json()).toEqual({ Rules: [] });
  });

  it("keeps a fault of its own to its log", async () => {
    const [clock, ids] = [new FrozenClock(), () => "id-1"];
    const engine = new QueueEngine({ clock, ids });
    const schedules = new Schedules({ clock, ids, engine, random: () => 0 });
    const errors: object[] = [];
    const broken = new Error("a secret");
    const run = () => {
      throw broken;
    };
    const action = { route: "GET /schedules", query: {}, shape: {}, run };
    const logger = { ...silentLogger, error: (fields: object) => void errors.push(fields) };
    const handle = handleRestJson([action], { schedules, ids, logger });
    const server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/schedules`);
    expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([500, "InternalServerException"]);
    expect(await answer.text()).not.toContain("secret");
    expect(errors).toEqual([{ err: broken }]);
  });
});
