import type { QueueAttributes } from "../../queue/index.ts";
import type { Clock, Ids, Logger } from "../../runtime/index.ts";
import type { TickFact } from "../beat/index.ts";
import type { MappingFact, MappingOptions } from "../event-source-mapping/index.ts";
import type { FunctionFact, FunctionOptions } from "../lambda/index.ts";

/** A queue that is to be there. */
export interface QueuePlan {
  /** Its name, which ends in `.fifo` for a FIFO queue. */
  readonly name: string;
  /** Times in milliseconds. Dead-letter queues stand before those that name them. @default SQS's */
  readonly attributes?: Partial<Omit<QueueAttributes, "fifo">> | undefined;
}

/** A function that is to be there, and the queues that it is called for. */
export interface FunctionPlan extends FunctionOptions {
  readonly mappings: readonly (MappingOptions & { readonly queueName: string })[];
}

/** What happens in the cloud, for who watches. */
export type CloudFact =
  | (FunctionFact & { readonly function: string })
  | (MappingFact & { readonly function: string })
  | TickFact;

/** What the embedded cloud is made of. Plain values: it knows nothing of apps. */
export interface CloudOptions {
  readonly clock: Clock;
  /** Makes message and request ids. */
  readonly ids: Ids;
  /** Is told what went wrong on our side. @default nobody is */
  readonly logger?: Logger | undefined;
  /** The port on 127.0.0.1; 0 is any that is free. @default 4566, or one that is free when that is taken */
  readonly port?: number | undefined;
  /** A number from 0 up to 1: when within a flexible time window a schedule fires. @default Math.random */
  readonly random?: (() => number) | undefined;
  /** Keeps queues, tables, rules and schedules between starts. @default in memory */
  readonly dataFolder?: string | undefined;
  readonly queues?: readonly QueuePlan[] | undefined;
  /** The inputs of CreateTable. A table that is there already is left as it is. */
  readonly tables?: readonly { readonly TableName: string }[] | undefined;
  /** How often CloudWatch looks at the queues, in milliseconds. @default never: it knows nothing of them */
  readonly sampleEvery?: number | undefined;
  /** Is told what happens. Must not throw. @default nobody is */
  readonly tell?: ((fact: CloudFact) => void) | undefined;
}
