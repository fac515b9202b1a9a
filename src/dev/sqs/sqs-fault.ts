import { isRefusal } from "../../queue/index.ts";
import { AwsFault, type Dialect } from "../wire/index.ts";

/** How SQS answers a fault: the shape's name, and what the Query protocol called it, with its HTTP status. */
interface FaultForm {
  /** @default the fault's own name */
  readonly shape?: string;
  readonly queryCode?: string;
  readonly status?: number;
  /** Whether the shape is none of SQS's model but of AWS's common front. @default false */
  readonly common?: true;
}

// From the model of the API (awsQueryError, httpError), but for the common ones, which no model names.
const forms: Readonly<Record<string, FaultForm>> = {
  BatchEntryIdsNotDistinct: { queryCode: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct" },
  BatchRequestTooLong: { queryCode: "AWS.SimpleQueueService.BatchRequestTooLong" },
  EmptyBatchRequest: { queryCode: "AWS.SimpleQueueService.EmptyBatchRequest" },
  InvalidAttributeName: {},
  InvalidAttributeValue: {},
  InvalidBatchEntryId: { queryCode: "AWS.SimpleQueueService.InvalidBatchEntryId" },
  InvalidMessageContents: {},
  InvalidParameterValue: { shape: "InvalidParameterValueException", common: true },
  MessageNotInflight: { queryCode: "AWS.SimpleQueueService.MessageNotInflight" },
  MissingParameter: { shape: "MissingRequiredParameterException", common: true },
  OverLimit: { status: 403 },
  QueueDoesNotExist: { queryCode: "AWS.SimpleQueueService.NonExistentQueue" },
  QueueNameExists: { queryCode: "QueueAlreadyExists" },
  ReceiptHandleIsInvalid: { status: 404 },
  ResourceNotFoundException: { status: 404 },
  TooManyEntriesInBatchRequest: { queryCode: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest" },
};

/** A fault of SQS, by the name that its API gives it. */
export function sqsFault(fault: string, message: string): AwsFault {
  const { shape = fault, queryCode = fault, status = 400, common } = forms[fault] ?? {};
  return new AwsFault(shape, message, { queryCode, status, ...(common ? {} : { namespace: "com.amazonaws.sqs" }) });
}

/** The code that the Query protocol had for a fault; batch entries and move tasks still speak it. */
export function queryCodeOf(fault: string): string {
  return forms[fault]?.queryCode ?? fault;
}

/** What the queue engine refuses, as SQS answers it. */
export function faultOfRefusal(error: unknown): AwsFault | undefined {
  return isRefusal(error) ? sqsFault(error.detail.fault, error.detail.problem) : undefined;
}

/** How SQS words what is wrong with a request. */
export const sqsDialect: Dialect = {
  missing: (member) => sqsFault("MissingParameter", `The request must contain the parameter ${member}.`),
  invalid: (member, value, reason) =>
    sqsFault("InvalidParameterValue", `Value ${value} for parameter ${member} is invalid. Reason: ${reason}`),
};
