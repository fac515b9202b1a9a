import { type Deployment, planDeployment } from "./deployment.ts";
import { leftovers } from "./leftovers.ts";
import type { Place } from "./place.ts";
import type { Report } from "./report.ts";
import type { Scene } from "./scene.ts";
import { checkAsDescribed } from "./steps/as-described.ts";
import { checkFailures } from "./steps/failures.ts";
import { awaitFirstTick, checkSchedules, checkTicks, removeSchedules } from "./steps/schedules.ts";
import { checkSending } from "./steps/send.ts";
import { checkUpdate } from "./steps/update.ts";

/**
 * Deploys an app, uses the functions that CloudFormation made, updates them, and takes all of it away again.
 *
 * @param meanwhile - what else there is to be done while schedules tick
 */
export async function deployAndUse(
  place: Place,
  report: Report,
  signal: AbortSignal,
  meanwhile: readonly (() => Promise<void>)[] = [],
): Promise<void> {
  const deployment = await planDeployment(place, signal);
  try {
    report.heading(`Deploying the stack ${deployment.stack}`);
    const made = await deployment.bootstrap();
    report.say(made ? "cdk bootstrap made what the CLI needs" : "the account is bootstrapped already");
    try {
      await deployment.deploy("1");
      await use(deployment, place, report, signal, meanwhile);
    } catch (error) {
      // Told at once: what the way back says of its own must not be taken for the cause.
      if (signal.aborted) throw error;
      report.expect("the deployment and its use come to their end", false, String(error));
    } finally {
      report.heading("cdk destroy");
      await deployment.destroy();
    }
    report.expect("CloudFormation knows the stack no more", !(await deployment.exists()), "it does");
    const left = await leftovers([deployment.stack, `lovage-${deployment.app}.`]);
    report.expect(
      "no queue, table, function, mapping, rule, schedule or log group is left",
      left.length === 0,
      left.join(", "),
    );
  } finally {
    await deployment.close();
  }
}

async function use(
  deployment: Deployment,
  place: Place,
  report: Report,
  signal: AbortSignal,
  [first, ...others]: readonly (() => Promise<void>)[],
): Promise<void> {
  const outputs = await deployment.outputs();
  // What a deployment does for a producer: it tells it by its environment where all is.
  Object.assign(process.env, outputs, { LOVAGE_TEST_APP: deployment.app });
  const scene: Scene = { place, deployment, outputs, report, signal, tasks: await import("./app/tasks.ts") };
  try {
    await checkAsDescribed(scene);
    report.heading("Schedules");
    await checkSchedules(scene);
    report.heading("Tasks that succeed");
    await checkSending(scene);
    report.heading("Tasks that fail");
    await checkFailures(scene);
    await first?.();
    report.heading("An update, with messages in flight");
    await awaitFirstTick(scene);
    await checkUpdate(scene);
    for (const other of others) await other();
    report.heading("What the schedules did meanwhile");
    await checkTicks(scene);
  } finally {
    await removeSchedules(scene);
  }
}
