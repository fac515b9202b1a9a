/** SQS takes at most ten messages and 1 MiB in one call. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 1_048_576;

/** Cuts messages for one queue into batches that SQS takes in one call each, in their order. Pure. */
export function planBatches<M extends { readonly bytes: number }>(messages: readonly M[]): M[][] {
  const batches: M[][] = [];
  let batch: M[] = [];
  let bytes = 0;
  for (const message of messages) {
    if (batch.length === MOST_ENTRIES || (batch.length > 0 && bytes + message.bytes > MOST_BYTES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += message.bytes;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
