import type { Seen } from "./seen.ts";

/** A queue of SQS. Times are in seconds. */
export interface SqsFacts {
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeout: number;
  readonly retention: number;
  /** How many messages are visible. */
  readonly visible: number;
  /** Where SQS itself moves a message, and after how many receives. */
  readonly redrive: { readonly target: string; readonly maxReceiveCount: number } | undefined;
}

/** An event source mapping. */
export interface MappingFacts {
  readonly uuid: string;
  /** The name or the ARN of the function. */
  readonly function: string;
  /** Lambda's word: "Enabled". */
  readonly state: string;
  readonly batchSize: number;
  /** In seconds. */
  readonly window: number;
  readonly maxConcurrency: number | undefined;
  /** Whether it has ReportBatchItemFailures. */
  readonly partial: boolean;
}

/** A function of Lambda. */
export interface FunctionFacts {
  readonly name: string;
  /** In seconds. */
  readonly timeout: number;
  /** Lambda's words: "Active", "Successful". */
  readonly state: string;
  readonly update: string;
  /** Why it is not active, or was not updated. */
  readonly reason: string | undefined;
  /** Whether it is told that its mapping reports item failures. */
  readonly toldPartial: boolean;
  readonly logGroup: string;
  /** What becomes of what looks like a loop: "Allow" or "Terminate". */
  readonly recursiveLoop: Seen<string>;
  /** The concurrency that is reserved for it, if any is; null for none. */
  readonly reserved: Seen<number | null>;
}

/** A queue of the app. */
export interface QueueFacts {
  readonly name: string;
  readonly fifo: boolean;
  readonly queue: Seen<SqsFacts>;
  readonly deadLetters: Seen<SqsFacts>;
  readonly mappings: Seen<readonly MappingFacts[]>;
}

/** The table. */
export interface TableFacts {
  readonly name: string;
  /** The keys as they are: "pk HASH S". */
  readonly keys: readonly string[];
  /** The attribute that time to live watches; null where it is off. */
  readonly ttl: Seen<string | null>;
}

/** An alarm on a single metric. */
export interface AlarmFacts {
  readonly name: string;
  readonly metric: string;
  /** The values of its dimensions: the name of a queue, of a function. */
  readonly of: readonly string[];
  /** CloudWatch's word: "OK", "ALARM", "INSUFFICIENT_DATA". */
  readonly state: string;
  /** Whether it does anything when it goes off. */
  readonly acts: boolean;
}

/** What a deployment looks like from outside. */
export interface DeploymentFacts {
  readonly queues: readonly QueueFacts[];
  readonly functions: Readonly<Record<string, Seen<FunctionFacts>>>;
  readonly table: Seen<TableFacts>;
  readonly alarms: Seen<readonly AlarmFacts[]>;
  /** The beat's role, as the settings name it; nothing of it is looked at. */
  readonly beatRole: string | undefined;
  readonly scheduleGroup: { readonly name: string; readonly is: Seen<string> };
  /** The queue for ticks that could not be delivered; undefined where the settings name none. */
  readonly undelivered: Seen<SqsFacts> | undefined;
}
