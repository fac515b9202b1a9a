import { LovageError } from "../errors/index.ts";

/** Why a queue refuses something, in the words of the SQS API. */
export type QueueFault =
  | "BatchRequestTooLong"
  | "CouldNotDetermineMessageSource"
  | "InvalidAttributeName"
  | "InvalidAttributeValue"
  | "InvalidMessageContents"
  | "InvalidParameterValue"
  | "MessageNotInflight"
  | "MissingParameter"
  | "OverLimit"
  | "QueueDoesNotExist"
  | "QueueNameExists"
  | "ReceiptHandleIsInvalid"
  | "ResourceNotFoundException";

/** QUEUE_REFUSED: `detail.fault` is the SQS error that the same request would get, `detail.problem` its text. */
export function refusal(fault: QueueFault, problem: string): LovageError<"QUEUE_REFUSED"> {
  return new LovageError("QUEUE_REFUSED", { fault, problem });
}

/** Throws QUEUE_REFUSED. */
export function refuse(fault: QueueFault, problem: string): never {
  throw refusal(fault, problem);
}

/** Refuses a parameter in the sentence that SQS uses for it. */
export function refuseValue(parameter: string, value: unknown, reason: string): never {
  refuse("InvalidParameterValue", `Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);
}

/** Whether an error is a queue's refusal, and, when `fault` is given, for that very reason. */
export function isRefusal(error: unknown, fault?: QueueFault): error is LovageError<"QUEUE_REFUSED"> {
  return LovageError.is(error, "QUEUE_REFUSED") && (fault === undefined || error.detail.fault === fault);
}
