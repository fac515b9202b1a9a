/** Puts several lists, each in the order of time, together into one, reading no further ahead than it must. */
export async function* mergeByTime<T extends { readonly at: number }>(
  sources: readonly AsyncIterable<T>[],
): AsyncGenerator<T> {
  const readers = sources.map((source) => source[Symbol.asyncIterator]());
  const heads = await Promise.all(readers.map((reader) => reader.next()));
  for (;;) {
    let first = -1;
    for (const [index, head] of heads.entries()) {
      const best = heads[first];
      if (!head.done && (best === undefined || best.done || head.value.at < best.value.at)) first = index;
    }
    const [head, reader] = [heads[first], readers[first]];
    if (!head || head.done || !reader) return;
    yield head.value;
    heads[first] = await reader.next();
  }
}
