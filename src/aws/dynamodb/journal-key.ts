const MINUTE = 60_000;

/** The partition of a minute: `journal#2026-11-21T12:11#0`. */
export function journalPartition(at: number, shard: number): string {
  return `journal#${new Date(at).toISOString().slice(0, 16)}#${shard}`;
}

/** A sort key that begins with the time, so that a range of keys is a range of times. Good until the year 2286. */
export function journalSort(at: number, tag: string): string {
  return `${journalTime(at)}#${tag}`;
}

/** The first of all sort keys of a time. */
export function journalTime(at: number): string {
  return String(at).padStart(13, "0");
}

/** The time in a sort key. */
export function timeOfSort(sort: string): number {
  return Number(sort.slice(0, 13));
}

/** The beginnings of the minutes that a range of times touches, in their order or, `newestFirst`, the other way round. */
export function* minutesOf(from: number, to: number, newestFirst = false): Generator<number> {
  const first = Math.floor(from / MINUTE) * MINUTE;
  const count = Math.max(0, Math.ceil((to - first) / MINUTE));
  for (let index = 0; index < count; index++) yield first + (newestFirst ? count - 1 - index : index) * MINUTE;
}
