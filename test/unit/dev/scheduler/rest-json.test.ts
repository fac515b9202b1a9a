import { describe, expect, it } from "vitest";
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
});
