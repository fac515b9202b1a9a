import { App, Stack, Validations } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { Lovage } from "../../cdk/index.ts";

/** Synthesizes a stack under the eyes of cdk-nag's AwsSolutions pack, for which each finding is an error. */
function inspect(build: (stack: Stack) => void): void {
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  build(new Stack(app, "ShopStack", { env: { region: "eu-central-1" } }));
  app.synth();
}

const props = {
  app: "shop",
  entry: "test/cdk/fixture/tasks.ts",
  queues: { default: {}, mail: { maxConcurrency: 5 }, "orders.fifo": {} },
  workers: { mailer: { queues: ["mail"] } },
};

// Nothing is acknowledged: a finding that has to be is acknowledged here, by its id and with its reason.
describe("cdk-nag AwsSolutions", () => {
  it("has nothing to say about an app", () => {
    expect(() => inspect((stack) => new Lovage(stack, "Shop", props))).not.toThrow();
  });

  it("has nothing to say about an app with a key of its own", () => {
    const build = (stack: Stack) => {
      const encryptionKey = new Key(stack, "Key", { enableKeyRotation: true });
      new Lovage(stack, "Shop", { ...props, encryptionKey });
    };
    expect(() => inspect(build)).not.toThrow();
  });

  it("would have something to say about a queue that takes plain HTTP", () => {
    expect(() => inspect((stack) => new Queue(stack, "Queue"))).toThrow(/AwsSolutions-SQS4/);
  });
});
