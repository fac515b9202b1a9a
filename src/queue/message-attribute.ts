/** A message attribute, as SQS has them. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with a label of one's own after a dot if wanted: `Number.float`. */
  readonly dataType: string;
  /** The value, unless the type is Binary. */
  readonly stringValue?: string | undefined;
  /** The value of a Binary, in base64 as on the wire, so that a message is plain JSON everywhere. */
  readonly binaryValue?: string | undefined;
}

/** Message attributes by name. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;
