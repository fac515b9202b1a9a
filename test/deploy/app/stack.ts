// The CDK app of test/deploy. Its environment names the stack, the app, and the version of the code.
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, Billing, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Lovage } from "lovage/cdk";

const {
  LOVAGE_TEST_STACK = "LovageDeployTest",
  LOVAGE_TEST_APP = "deploy-test",
  LOVAGE_TEST_VERSION = "1",
} = process.env;

const stack = new Stack(new App(), LOVAGE_TEST_STACK, { description: "Lovage's deployment test; may be deleted" });

const ledger = new TableV2(stack, "Ledger", {
  partitionKey: { name: "id", type: AttributeType.STRING },
  billing: Billing.onDemand(),
  removalPolicy: RemovalPolicy.DESTROY,
});

const lovage = new Lovage(stack, "Lovage", {
  app: LOVAGE_TEST_APP,
  entry: "test/deploy/app/tasks.ts",
  queues: { default: { timeLimit: Duration.seconds(20) }, slow: { timeLimit: Duration.seconds(60) } },
  workers: { slow: { queues: ["slow"], memorySize: 256 } },
  environment: { LOVAGE_TEST_APP, LEDGER_TABLE: ledger.tableName },
  bundling: { define: { VERSION: JSON.stringify(LOVAGE_TEST_VERSION) } },
  removalPolicy: RemovalPolicy.DESTROY,
});
for (const worker of Object.values(lovage.workers)) ledger.grantWriteData(worker.role);

const scheduler = new Role(stack, "SchedulerRole", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
for (const { queue } of Object.values(lovage.queues)) {
  queue.grantSendMessages(scheduler);
  queue.grantSendMessages(
    new ServicePrincipal("events.amazonaws.com", {
      conditions: {
        ArnLike: {
          "aws:SourceArn": stack.formatArn({
            service: "events",
            resource: "rule",
            resourceName: `lovage-${LOVAGE_TEST_APP}.*`,
          }),
        },
      },
    }),
  );
}

new CfnOutput(stack, "LedgerTable", { value: ledger.tableName, description: "LEDGER_TABLE" });
new CfnOutput(stack, "BeatRole", { value: scheduler.roleArn, description: "BEAT_ROLE" });
