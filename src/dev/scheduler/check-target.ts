import { validationFault } from "../beat/index.ts";
import { limits } from "./limits.ts";
import type { Target } from "./schedule.ts";
import { universalOperation, universalTarget } from "./universal-target.ts";

/** Refuses a target that CreateSchedule refuses, or that is not SQS. The sentences are AWS's own, where they are known. */
export function checkTarget(target: Target): void {
  const { Arn, Input } = target;
  if (Input !== undefined && Buffer.byteLength(Input) > limits.inputBytes) {
    throw validationFault(`The Input of the target has more than ${limits.inputBytes} bytes.`);
  }
  const [prefix, , service, , , queue] = Arn.split(":");
  if (prefix !== "arn" || !queue) throw validationFault(`Invalid target ARN ${Arn}.`);
  if (service === "sqs") checkQueue(target);
  else checkUniversal(target);
}

function checkQueue({ Arn, SqsParameters }: Target): void {
  const isFifo = Arn.endsWith(".fifo");
  const groupId = SqsParameters?.MessageGroupId;
  if (isFifo && groupId === undefined) throw validationFault("Parameters SqsParameters must be specified");
  if (!isFifo && groupId !== undefined) throw validationFault("Parameters MessageGroupId not valid for the target");
}

function checkUniversal({ Arn, Input, SqsParameters }: Target): void {
  const universal = universalTarget(Arn);
  if (!universal) throw validationFault(`${Arn.split(":")[2]} is not a supported service for a target`);
  if (!universalOperation(Arn)) {
    const { service, api } = universal;
    throw validationFault(
      service === "sqs"
        ? `${api} API is not supported`
        : `The embedded cloud delivers to SQS only: aws-sdk:sqs:sendMessage and sendMessageBatch, not ${service}:${api}.`,
    );
  }
  if (SqsParameters) throw validationFault("Parameters SqsParameters not supported for the target");
  if (Input === undefined) throw validationFault("You must provide an input to set this target for your schedule");
}
