// The CDK app that cdk.json names: it deploys the tasks of examples/shop, and the schedules that they declare. Yours imports
// from "lovage" and "lovage/cdk".
import { App, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Architecture } from "aws-cdk-lib/aws-lambda";
import type * as tasks from "../examples/shop/tasks.ts";
import { crontab } from "../src/index.ts";
import { Lovage } from "./index.ts";

const app = new App();
const stack = new Stack(app, "LovageShop", { description: "Lovage's example: the tasks of a shop" });

const shop = new Lovage<typeof tasks>(stack, "Shop", {
  app: "shop",
  entry: "examples/shop/tasks.ts",
  queues: {
    default: { timeLimit: Duration.seconds(20) },
    mail: { timeLimit: Duration.seconds(30), maxConcurrency: 5 },
    photos: { timeLimit: Duration.minutes(1) },
  },
  // A whole processor for who scales photographs; what waits for mail servers needs none.
  workers: { photos: { queues: ["photos"], memorySize: 1769 } },
  // sharp is native: it is deployed as npm installed it here, so for this machine's processor.
  architecture: process.arch === "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
  bundling: { nodeModules: ["sharp"] },
  // An example leaves nothing behind. An app of yours keeps its table by default.
  removalPolicy: RemovalPolicy.DESTROY,
});

// What is this deployment's alone is scheduled here. The task is known by its type: a wrong name or argument does not compile.
shop.addSchedule("bergen-report", {
  schedule: crontab("0 8 * * mon", { timezone: "Europe/Oslo" }),
  task: "reports.weekly",
  args: ["Bergen"],
});
