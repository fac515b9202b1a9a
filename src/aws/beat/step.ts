import type {
  DeleteRuleCommandInput,
  DisableRuleCommandInput,
  EnableRuleCommandInput,
  PutRuleCommandInput,
  PutTargetsCommandInput,
  RemoveTargetsCommandInput,
  TagResourceCommandInput,
} from "@aws-sdk/client-eventbridge";
import type {
  CreateScheduleCommandInput,
  DeleteScheduleCommandInput,
  UpdateScheduleCommandInput,
} from "@aws-sdk/client-scheduler";

/** One request to EventBridge or to Scheduler that changes something. */
export type Step =
  | { readonly operation: "PutRule"; readonly input: PutRuleCommandInput }
  | { readonly operation: "PutTargets"; readonly input: PutTargetsCommandInput }
  | { readonly operation: "RemoveTargets"; readonly input: RemoveTargetsCommandInput }
  | { readonly operation: "EnableRule"; readonly input: EnableRuleCommandInput }
  | { readonly operation: "DisableRule"; readonly input: DisableRuleCommandInput }
  | { readonly operation: "DeleteRule"; readonly input: DeleteRuleCommandInput }
  | { readonly operation: "TagResource"; readonly input: TagResourceCommandInput }
  | { readonly operation: "CreateSchedule"; readonly input: CreateScheduleCommandInput }
  | { readonly operation: "UpdateSchedule"; readonly input: UpdateScheduleCommandInput }
  | { readonly operation: "DeleteSchedule"; readonly input: DeleteScheduleCommandInput };

/** Steps that belong together, and what puts things right when one of them fails; after a failure no further stage begins. */
export interface Stage {
  readonly steps: readonly Step[];
  /** Done in order, up to the first that fails: what makes something fire again comes last. */
  readonly rescue: readonly Step[];
}
