import {
  EventBridgeClient,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import type { Template } from "aws-cdk-lib/assertions";

/** What CloudFormation makes of a template's schedules, in the words of the services' requests. */
export interface DeployedSchedules {
  readonly rules: readonly { readonly rule: PutRuleCommandInput; readonly targets: Target[] }[];
  readonly schedules: readonly CreateScheduleCommandInput[];
}

/** @param arnOf - the ARN of a resource, by its logical id and its properties */
export function schedulesIn(template: Template, arnOf: (id: string, properties: object) => string): DeployedSchedules {
  const resources: Record<string, { readonly Properties: Record<string, unknown> }> = template.toJSON().Resources;
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    if ("Fn::GetAtt" in value) {
      const [id = ""] = value["Fn::GetAtt"] as string[];
      return arnOf(id, resources[id]?.Properties ?? {});
    }
    if ("Ref" in value) return resources[String(value.Ref)]?.Properties.Name;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member)]));
  };
  const found = (type: string) =>
    Object.values(template.findResources(type)).map(({ Properties }) => resolve(Properties));
  return {
    rules: found("AWS::Events::Rule").map((properties) => {
      const { Targets, ...rule } = properties as PutRuleCommandInput & { Targets: Target[] };
      return { rule, targets: Targets };
    }),
    schedules: found("AWS::Scheduler::Schedule").map((properties) => {
      const { StartDate, EndDate, ...schedule } = properties as CreateScheduleCommandInput;
      const dates = {
        ...(StartDate && { StartDate: new Date(StartDate) }),
        ...(EndDate && { EndDate: new Date(EndDate) }),
      };
      return { ...schedule, ...dates };
    }),
  };
}

/** Makes them, as CloudFormation does: the group, then each rule with its targets, and each schedule. */
export async function deploySchedules({ rules, schedules }: DeployedSchedules, endpoint: string): Promise<void> {
  const config = { endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const [events, scheduler] = [new EventBridgeClient(config), new SchedulerClient(config)];
  for (const Name of new Set(schedules.map(({ GroupName }) => GroupName))) {
    await scheduler.send(new CreateScheduleGroupCommand({ Name }));
  }
  for (const { rule, targets } of rules) {
    await events.send(new PutRuleCommand(rule));
    await events.send(new PutTargetsCommand({ Rule: rule.Name, Targets: targets }));
  }
  for (const schedule of schedules) await scheduler.send(new CreateScheduleCommand(schedule));
  events.destroy();
  scheduler.destroy();
}
