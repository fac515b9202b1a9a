// The CDK app of test/deploy. Its environment names the stack, the app, and the version of the code.
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, Billing, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { crontab } from "lovage";
import { Lovage } from "lovage/cdk";
import type * as tasks from "./tasks.ts";

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

const lovage = new Lovage<typeof tasks>(stack, "Lovage", {
  app: LOVAGE_TEST_APP,
  entry: "test/deploy/app/tasks.ts",
  queues: { default: { timeLimit: Duration.seconds(20) }, slow: { timeLimit: Duration.seconds(60) } },
  workers: { slow: { queues: ["slow"], memorySize: 256 } },
  environment: { LOVAGE_TEST_APP, LEDGER_TABLE: ledger.tableName },
  bundling: { define: { VERSION: JSON.stringify(LOVAGE_TEST_VERSION) } },
  removalPolicy: RemovalPolicy.DESTROY,
});
for (const worker of Object.values(lovage.workers)) ledger.grantWriteData(worker.role);

const tick: { task: "tick"; args: [string] } = { task: "tick", args: [LOVAGE_TEST_VERSION] };
lovage.addSchedule("each-minute", { schedule: crontab({ minute: "*" }), ...tick });
lovage.addSchedule("each-minute-in-oslo", {
  schedule: crontab({ minute: "*" }, { timezone: "Europe/Oslo" }),
  ...tick,
});
if (LOVAGE_TEST_VERSION === "1")
  lovage.addSchedule("of-the-first-version", { schedule: crontab("30 4 * * 1"), ...tick });

new CfnOutput(stack, "LedgerTable", { value: ledger.tableName, description: "LEDGER_TABLE" });
