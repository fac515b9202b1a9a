import type { Queue } from "../../../queue/index.ts";
import { queueArn } from "../../account.ts";
import { action } from "../action.ts";
import { requiredText, requiredTexts } from "../shapes.ts";
import { sqsFault } from "../sqs-fault.ts";

interface Policy {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly { readonly Sid?: string }[];
}

/** AddPermission: a statement in the queue's policy, which is kept and lets nobody in or out. */
export const addPermission = action(
  { QueueUrl: requiredText, Label: requiredText, AWSAccountIds: requiredTexts, Actions: requiredTexts },
  ({ QueueUrl, Label, AWSAccountIds, Actions }, { queueAt }) => {
    const queue = queueAt(QueueUrl);
    const policy = policyOf(queue);
    if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidLabel(Label, "Already exists.");
    const statement = {
      Sid: Label,
      Effect: "Allow",
      Principal: { AWS: oneOrAll(AWSAccountIds.map((account) => `arn:aws:iam::${account}:root`)) },
      Action: oneOrAll(Actions.map((name) => `SQS:${name}`)),
      Resource: queueArn(queue.name),
    };
    setPolicy(queue, { ...policy, Statement: [...policy.Statement, statement] });
  },
);

/** RemovePermission. */
export const removePermission = action(
  { QueueUrl: requiredText, Label: requiredText },
  ({ QueueUrl, Label }, { queueAt }) => {
    const queue = queueAt(QueueUrl);
    const policy = policyOf(queue);
    const left = policy.Statement.filter(({ Sid }) => Sid !== Label);
    if (left.length === policy.Statement.length) throw invalidLabel(Label, "can't find label on existing policy.");
    setPolicy(queue, { ...policy, Statement: left });
  },
);

function policyOf({ name, attributes }: Queue): Policy {
  const text = attributes.other.Policy;
  const empty = { Version: "2008-10-17", Id: `${queueArn(name)}/SQSDefaultPolicy`, Statement: [] };
  return { ...empty, ...(text === undefined ? {} : (JSON.parse(text) as Partial<Policy>)) };
}

function setPolicy(queue: Queue, policy: Policy): void {
  const { Policy: _before, ...other } = queue.attributes.other;
  queue.setAttributes({
    other: policy.Statement.length === 0 ? other : { ...other, Policy: JSON.stringify(policy) },
  });
}

function oneOrAll(values: readonly string[]): string | readonly string[] {
  return values.length === 1 && values[0] !== undefined ? values[0] : values;
}

function invalidLabel(label: string, reason: string): Error {
  return sqsFault("InvalidParameterValue", `Value ${label} for parameter Label is invalid. Reason: ${reason}`);
}
