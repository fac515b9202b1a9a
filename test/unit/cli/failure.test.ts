import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { embeddedCloudHint } from "../../../src/cli/embedded-cloud-hint.ts";
import { exitCodeOf } from "../../../src/cli/exit-code.ts";
import { plain } from "../../../src/cli/paint.ts";
import { failureJson, renderFailure } from "../../../src/cli/render-failure.ts";
import { healthPath } from "../../../src/dev/index.ts";
import { LovageError } from "../../../src/errors/index.ts";

const lost = new LovageError("NO_CREDENTIALS", { service: "SQS" });

describe("an error that ends a command", () => {
  it("is a sentence when it is ours, without a stack", () => {
    expect(renderFailure(new LovageError("INVALID_USAGE", { problem: "Which app?" }), undefined, plain)).toBe(
      "error: Which app? [INVALID_USAGE]\n",
    );
  });

  it("is a stack with its causes when it is not", () => {
    const text = renderFailure(new Error("above", { cause: new TypeError("below") }), undefined, plain);
    expect(text).toMatch(/^error: Error: above\n +at .*\ncaused by: TypeError: below\n +at /s);
  });

  it("is shown even when it is no Error", () => {
    expect(renderFailure("just text", undefined, plain)).toBe("error: just text\n");
  });

  it("is one line of JSON for programs, with the code and the hint", () => {
    expect(JSON.parse(failureJson(lost, "look there"))).toEqual({
      code: "NO_CREDENTIALS",
      message: lost.message,
      hint: "look there",
    });
    expect(JSON.parse(failureJson(new Error("odd"), undefined))).toMatchObject({ code: "UNEXPECTED", message: "odd" });
  });

  it("has exit code 2 when what was typed is wrong, and 4 when Lovage could not do it", () => {
    expect(exitCodeOf(new LovageError("INVALID_USAGE", { problem: "" }))).toBe(2);
    expect(exitCodeOf(new LovageError("GROUP_REQUIRED", { queue: "q.fifo" }))).toBe(2);
    expect(exitCodeOf(lost)).toBe(4);
    expect(exitCodeOf(new Error("odd"))).toBe(4);
  });
});

describe("the hint at an embedded cloud", () => {
  const shell = { argv: ["result", "id"], env: {} };
  const listening = async (use: (endpoint: string) => Promise<void>, by = "lovage dev") => {
    const server = createServer(({ url }, response) => {
      response.end(JSON.stringify({ by: url === healthPath ? by : "nobody" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  };

  it("is given to who named no endpoint, when one answers", async () => {
    await listening(async (endpoint) => {
      expect(await embeddedCloudHint(lost, shell, endpoint, 20_000)).toContain(`add --endpoint ${endpoint}`);
    });
  });

  it("names a role to who sends further ahead than a queue can hold, to the embedded cloud", async () => {
    const detail = { task: "add", eta: "2026-12-21T00:00:00Z", days: 13, variable: "LOVAGE_SHOP_BEAT_ROLE" };
    const late = new LovageError("DELAY_TOO_LONG", detail);
    const hint = (words: readonly string[], env = {}) =>
      embeddedCloudHint(late, { argv: ["send", "add", "--countdown", "30d", ...words], env }, undefined, 20_000);
    await listening(async (endpoint) => {
      const role = "export LOVAGE_SHOP_BEAT_ROLE=arn:aws:iam::000000000000:role/lovage-dev";
      expect(await hint([], { AWS_ENDPOINT_URL: endpoint })).toContain(role);
      expect(await hint(["--endpoint", endpoint])).toContain(role);
      expect(await hint([`--endpoint=${endpoint}`])).toContain(role);
      expect(await hint([])).toBeUndefined();
    });
    await listening(async (endpoint) => {
      expect(await hint([], { AWS_ENDPOINT_URL: endpoint })).toBeUndefined();
    }, "localstack");
  });

  it("is not given when nothing answers", async () => {
    let gone = "";
    await listening(async (endpoint) => {
      gone = endpoint;
    });
    expect(await embeddedCloudHint(lost, shell, gone)).toBeUndefined();
  });

  it("is not given when something else answers", async () => {
    await listening(async (endpoint) => {
      expect(await embeddedCloudHint(lost, shell, endpoint)).toBeUndefined();
    }, "localstack");
  });

  it("is not given to who named an endpoint, nor for other errors", async () => {
    await listening(async (endpoint) => {
      const hint = (error: unknown, argv: string[], env = {}) => embeddedCloudHint(error, { argv, env }, endpoint);
      expect(await hint(lost, ["result", "id", "--endpoint", "http://10.0.0.1"])).toBeUndefined();
      expect(await hint(lost, ["result", "id", "--endpoint=http://10.0.0.1"])).toBeUndefined();
      expect(await hint(lost, ["status", "--stack", "Shop"])).toBeUndefined();
      expect(await hint(lost, ["result", "id"], { AWS_ENDPOINT_URL: "http://10.0.0.1" })).toBeUndefined();
      expect(await hint(lost, ["result", "id"], { AWS_ENDPOINT_URL_SQS: "http://10.0.0.1" })).toBeUndefined();
      expect(await hint(new Error("odd"), ["result", "id"])).toBeUndefined();
    });
  });
});
