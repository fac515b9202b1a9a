/** What an `AwsFault` may say besides its type and its message. */
export interface AwsFaultOptions {
  /** The HTTP status. @default 400 */
  readonly status?: number;
  /** The Smithy namespace that stands before the type. @default "com.amazon.coral.service", AWS's own front */
  readonly namespace?: string;
  /** The code of the Query protocol, which services that once spoke it send along. @default none is sent */
  readonly queryCode?: string;
}

/** An error as AWS would answer it. Operations throw it, `handleAwsJson` writes it. */
export class AwsFault extends Error {
  /** The shape's name, by which clients tell one fault from another. */
  readonly type: string;
  readonly status: number;
  readonly namespace: string;
  readonly queryCode: string | undefined;

  constructor(type: string, message: string, options: AwsFaultOptions = {}) {
    super(message);
    this.name = type;
    this.type = type;
    this.status = options.status ?? 400;
    this.namespace = options.namespace ?? "com.amazon.coral.service";
    this.queryCode = options.queryCode;
  }

  /** Whose mistake it was, in the words of the Query protocol. */
  get blame(): "Sender" | "Receiver" {
    return this.status < 500 ? "Sender" : "Receiver";
  }
}
