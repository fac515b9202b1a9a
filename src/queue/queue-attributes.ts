/** After how many receives a message is dead-lettered, and to where. */
export interface RedrivePolicy {
  /** The name of the dead-letter queue. */
  readonly deadLetterQueue: string;
  /** From 1 to 1000. The receive after this one finds the message gone to the dead-letter queue. */
  readonly maxReceiveCount: number;
}

/** The attributes of a queue; times in milliseconds. */
export interface QueueAttributes {
  /** Whether it is a FIFO queue: its name ends in `.fifo`. Cannot be changed. */
  readonly fifo: boolean;
  /** DelaySeconds: for messages that name no delay of their own. @default 0 */
  readonly delay: number;
  /** VisibilityTimeout: for receives that name none. @default 30 s */
  readonly visibilityTimeout: number;
  /** MessageRetentionPeriod. @default 4 days */
  readonly retention: number;
  /** MaximumMessageSize in bytes. @default 1 MiB */
  readonly maximumMessageSize: number;
  /** ReceiveMessageWaitTimeSeconds: for receives that name no wait. @default 0, a short poll */
  readonly receiveWait: number;
  /** @default undefined: messages are never dead-lettered */
  readonly redrive: RedrivePolicy | undefined;
  /** ContentBasedDeduplication of a FIFO queue. @default false */
  readonly contentBasedDeduplication: boolean;
  /** DeduplicationScope of a FIFO queue. @default "queue" */
  readonly deduplicationScope: "queue" | "messageGroup";
  /** Attributes that are kept and change nothing here: policy, encryption, who may redrive to it. @default {} */
  readonly other: Readonly<Record<string, string>>;
}

/** What a queue has unless told otherwise. */
export const defaultAttributes: QueueAttributes = {
  fifo: false,
  delay: 0,
  visibilityTimeout: 30_000,
  retention: 345_600_000,
  maximumMessageSize: 1_048_576,
  receiveWait: 0,
  redrive: undefined,
  contentBasedDeduplication: false,
  deduplicationScope: "queue",
  other: {},
};

/** Attributes with some of them changed; `redrive: undefined` takes the policy away. */
export function withChanges(attributes: QueueAttributes, changes: Partial<QueueAttributes>): QueueAttributes {
  const changed: Record<string, unknown> = { ...attributes };
  for (const [name, value] of Object.entries(changes)) {
    if (value !== undefined || name === "redrive") changed[name] = value;
  }
  return changed as unknown as QueueAttributes;
}
