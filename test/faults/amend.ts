/** A call that is changed on its way: what is asked instead, and what becomes of the answer. */
export interface Amended {
  /** The inputs to send, one after the other; the last one's answer counts. @default the input as it was */
  readonly inputs?: readonly object[];
  /** The answer to give instead; undefined where nothing could be changed. */
  readonly answer: (output: Json) => object | undefined;
}

/** What a fault needs besides the call. */
export interface AmendSurroundings {
  readonly random: () => number;
  /** Copies of received messages, by queue, for the next who receives. */
  readonly copies: Map<string, object>;
}

// biome-ignore lint/suspicious/noExplicitAny: the JSON of any operation of AWS
type Json = any;

/** How a fault changes an operation; undefined where it cannot. Pure but for the copies. */
export function amend(
  kind: "partial" | "duplicate" | "shuffle",
  operation: string,
  input: Json,
  surroundings: AmendSurroundings,
): Amended | undefined {
  if (kind === "partial") return partial(operation, input, surroundings);
  if (kind === "shuffle") return operation === "ReceiveMessage" ? shuffled(input, surroundings) : undefined;
  return duplicate(operation, input, surroundings);
}

function partial(operation: string, input: Json, { random }: AmendSurroundings): Amended | undefined {
  const split = <T>(list: readonly T[]): [T[], T[]] => {
    const parts: [T[], T[]] = [[], []];
    for (const item of list) parts[random() < 0.5 ? 0 : 1].push(item);
    return parts;
  };
  if (operation === "SendMessageBatch" || operation === "DeleteMessageBatch") {
    const [done, failed] = split<Json>(input.Entries);
    const refused = failed.map(({ Id }) => ({ Id, SenderFault: false, Code: "InternalError", Message: "injected" }));
    if (refused.length === 0) return undefined;
    return {
      inputs: done.length > 0 ? [{ ...input, Entries: done }] : [],
      answer: (output) => ({ ...output, Failed: [...(output.Failed ?? []), ...refused] }),
    };
  }
  if (operation !== "BatchWriteItem") return undefined;
  const [[table, items]] = Object.entries<Json[]>(input.RequestItems) as [[string, Json[]]];
  const [done, unprocessed] = split(items);
  if (unprocessed.length === 0) return undefined;
  return {
    inputs: done.length > 0 ? [{ ...input, RequestItems: { [table]: done } }] : [],
    answer: (output) => ({ ...output, UnprocessedItems: { [table]: unprocessed } }),
  };
}

function duplicate(operation: string, input: Json, { random, copies }: AmendSurroundings): Amended | undefined {
  // A FIFO queue takes two messages with one deduplication id as one, and hands none out twice at a time.
  if (String(input.QueueUrl).endsWith(".fifo")) return undefined;
  if (operation === "SendMessage" || operation === "SendMessageBatch") {
    return { inputs: [input, input], answer: (output) => output };
  }
  if (operation !== "ReceiveMessage") return undefined;
  return {
    answer: (output) => {
      const messages: Json[] = output.Messages ?? [];
      const copy = copies.get(input.QueueUrl);
      const [first] = messages;
      if (first && random() < 0.5) copies.set(input.QueueUrl, first);
      if (!copy || messages.length >= (input.MaxNumberOfMessages ?? 1)) return undefined;
      copies.delete(input.QueueUrl);
      return { ...output, Messages: [...messages, copy] };
    },
  };
}

function shuffled(input: Json, { random }: AmendSurroundings): Amended | undefined {
  if (String(input.QueueUrl).endsWith(".fifo")) return undefined;
  return {
    answer: (output) => {
      const messages: Json[] = output.Messages ?? [];
      if (messages.length < 2) return undefined;
      const keyed = messages.map((message) => [random(), message] as const);
      return { ...output, Messages: keyed.sort(([a], [b]) => a - b).map(([, message]) => message) };
    },
  };
}
