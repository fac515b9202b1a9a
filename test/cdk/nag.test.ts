import { App, Stack, Validations } from "aws-cdk-lib";
import { UserPool } from "aws-cdk-lib/aws-cognito";
import { Vpc } from "aws-cdk-lib/aws-ec2";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Tracing } from "aws-cdk-lib/aws-lambda";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import { crontab, every } from "lovage";
import { describe, expect, it } from "vitest";
import { acknowledgeDelays } from "../../cdk/delay-policy.ts";
import { Dashboard, Lovage } from "../../cdk/index.ts";

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

// A finding that has to be acknowledged is acknowledged here, by its id and with its reason; but for the one that the queue of
// undelivered ticks acknowledges itself, as the check takes it for a queue that has no dead letters.
describe("cdk-nag AwsSolutions", () => {
  it("has nothing to say about an app", () => {
    expect(() => inspect((stack) => new Lovage(stack, "Shop", props))).not.toThrow();
  });

  it("has nothing to say about a bucket for large arguments and results", () => {
    expect(() => inspect((stack) => new Lovage(stack, "Shop", { ...props, payloads: true }))).not.toThrow();
  });

  it("has nothing to say about its schedules", () => {
    const build = (stack: Stack) => {
      const shop = new Lovage(stack, "Shop", props);
      shop.addSchedule("rule", { schedule: every("10s"), task: "add", args: [1, 2] });
      shop.addSchedule("scheduler", { schedule: crontab("0 6 * * *", { timezone: "Europe/Oslo" }), task: "add" });
    };
    expect(() => inspect(build)).not.toThrow();
  });

  it("has to say of who may change schedules that AWS lists all rules and schedules or none, and that an app's are many", () => {
    const acknowledged = (ids: readonly string[]) => (stack: Stack) => {
      const role = new Role(stack, "Web", { assumedBy: new ServicePrincipal("ecs-tasks.amazonaws.com") });
      new Lovage(stack, "Shop", props).grants.manageSchedules(role);
      for (const id of ids) Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[${id}]`, reason: "see above" });
    };
    const findings = [
      "Resource::*",
      "Resource::arn:<AWS::Partition>:events:eu-central-1:<AWS::AccountId>:rule/lovage-shop.*",
      "Resource::arn:<AWS::Partition>:scheduler:eu-central-1:<AWS::AccountId>:schedule/<ShopBeatGroupEBB3FFAE>/lovage-shop.*",
      // To send a task for next week is to make a schedule, too.
      "Resource::arn:<AWS::Partition>:scheduler:eu-central-1:<AWS::AccountId>:schedule/<ShopBeatGroupEBB3FFAE>/lovage.shop.*",
    ];
    expect(() => inspect(acknowledged(findings))).not.toThrow();
    expect(() => inspect(acknowledged([]))).toThrow(/AwsSolutions-IAM5/);
  });

  it("has nothing to say about an app with a key of its own", () => {
    const build = (stack: Stack) => {
      const encryptionKey = new Key(stack, "Key", { enableKeyRotation: true });
      new Lovage(stack, "Shop", { ...props, encryptionKey });
    };
    expect(() => inspect(build)).not.toThrow();
  });

  it("has nothing to say about an app with all that can be had", () => {
    const build = (stack: Stack) => {
      const vpc = Vpc.fromVpcAttributes(stack, "Vpc", {
        vpcId: "vpc-0123456789abcdef0",
        availabilityZones: ["eu-central-1a"],
        privateSubnetIds: ["subnet-0123456789abcdef0"],
      });
      const shop = new Lovage(stack, "Shop", { ...props, vpc, tracing: Tracing.ACTIVE });
      shop.addAlarms();
      shop.addDashboard();
      const assumedBy = new ServicePrincipal("ecs-tasks.amazonaws.com");
      const task = new Role(stack, "Task", { assumedBy });
      shop.grants.consume(task);
      shop.grants.manage(task);
      // The id under which a message waits in Scheduler is not known before it is sent.
      acknowledgeDelays(task, shop.beat);
    };
    expect(() => inspect(build)).not.toThrow();
  });

  it.each([false, true])("has nothing to say about a dashboard (read-only: %s)", (readOnly) => {
    const build = (stack: Stack) => {
      new Dashboard(stack, "Dashboard", { lovage: new Lovage(stack, "Shop", props), readOnly });
    };
    expect(() => inspect(build)).not.toThrow();
  });

  it("has nothing to say about a dashboard behind a user pool", () => {
    const build = (stack: Stack) => {
      const cognito = {
        userPool: UserPool.fromUserPoolId(stack, "People", "eu-central-1_abcdefghi"),
        group: "operators",
      };
      new Dashboard(stack, "Dashboard", { lovage: new Lovage(stack, "Shop", props), cognito });
    };
    expect(() => inspect(build)).not.toThrow();
  });

  it("would have something to say about a queue that takes plain HTTP", () => {
    expect(() => inspect((stack) => new Queue(stack, "Queue"))).toThrow(/AwsSolutions-SQS4/);
  });
});
