import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plain } from "../../../src/cli/paint.ts";
import { readWorker } from "../../../src/cli/worker/read-worker.ts";
import { renderBanner } from "../../../src/cli/worker/render-banner.ts";
import { workerFacts } from "../../../src/cli/worker/worker-facts.ts";
import { createApp } from "../../../src/index.ts";
import { aProject } from "../../support/a-project.ts";
import { run } from "./run-in-process.ts";

const files = ["tasks.ts"];

describe("the words of lovage worker", () => {
  it("leave to the app what they do not say", () => {
    expect(readWorker({ files, grace: "20s" })).toEqual({ queues: undefined, grace: 20_000, options: {} });
  });

  it("win over the app's own options", () => {
    const words = { files, grace: "5s", queues: "default,mail", concurrency: "20", loglevel: "WARNING" };
    const options = { concurrency: 20, logLevel: "warn" };
    expect(readWorker(words)).toEqual({ queues: ["default", "mail"], grace: 5_000, options });
  });

  it.each([
    ["--concurrency", "0"],
    ["--queues", ","],
    ["--grace", "20"],
    ["--loglevel", "loud"],
  ])("%s %s is wrong usage", async (option, word) => {
    const { code, stdout, stderr } = await run(["worker", "test/unit/cli/shop-tasks.ts", option, word]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`error: ${option} is "${word}"; it must be`);
  });
});

it("does not start for an app without tasks, whose messages it could only bury", async () => {
  const project = aProject({
    "app.ts": `import { createApp } from "lovage"; export const app = createApp({ name: "empty" });`,
  });
  const { code, stderr } = await run(["worker", join(project, "app.ts")]);
  expect(code).toBe(2);
  expect(stderr).toContain('The app "empty" registers no tasks');
});

describe("the banner", () => {
  const rest = { version: "1.2.3", worker: "laptop-42", queues: ["default", "mail"], tasks: ["add", "mail.send"] };

  it("says what runs, where, and which tasks", () => {
    const { settings } = createApp({ name: "shop", region: "eu-north-1" });
    expect(renderBanner(workerFacts(settings, {}, rest), plain)).toMatchInlineSnapshot(`
      "lovage worker 1.2.3 (laptop-42)

        app         shop
        transport   SQS in eu-north-1
        results     DynamoDB in eu-north-1, table shop-tasks
        concurrency 10
        queues      default, mail

        tasks
          . add
          . mail.send

      "
    `);
  });

  it("finds the place of each service in the order of the AWS SDK", () => {
    const { settings } = createApp({ name: "shop" });
    const places = (env: Record<string, string>, from = settings) => {
      const { transport, results } = workerFacts(from, env, rest);
      return [transport, results.replace(/, table.*/, "")];
    };
    expect(places({})).toEqual(["SQS in the region of your AWS profile", "DynamoDB in the region of your AWS profile"]);
    expect(places({ AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1" })[0]).toBe("SQS in eu-west-1");
    expect(places({ AWS_ENDPOINT_URL: "http://a", AWS_ENDPOINT_URL_SQS: "http://b", AWS_REGION: "eu-west-1" })).toEqual(
      ["SQS at http://b", "DynamoDB at http://a"],
    );
    const fixed = createApp({ name: "shop", endpoint: "http://c" }).settings;
    expect(places({ AWS_ENDPOINT_URL: "http://a" }, fixed)).toEqual(["SQS at http://c", "DynamoDB at http://c"]);
  });
});
