/**
 * What emulators are known to get wrong, each fault with a name. A test that meets one of them asserts the wrong
 * behaviour instead of the right one, so that a repaired emulator makes itself heard. AWS itself has none.
 */
export const faults = {
  "256-kib-messages": "messages of more than 256 KiB are refused, as SQS did until August 2025",
  "group-id-lost": "a standard queue takes a MessageGroupId and does not give it back",
  "no-message-limit": "messages of more than 1 MiB are taken",
  "takes-forbidden-characters": "bodies with characters that SQS refuses are taken",
  "whole-batch-refused": "a bad entry makes the whole batch fail",
} as const;

/** The name of a fault. */
export type Fault = keyof typeof faults;

/** The faults of each emulator that the contract was run against, by the name in LOVAGE_TEST_EMULATOR. */
export const emulators: Readonly<Record<string, readonly Fault[]>> = {
  aws: [],
  memory: [],
  embedded: [],
};

/** The faults of an emulator. @throws Error for one that is not in the list: add it, with the faults that you find */
export function knownFaults(emulator: string): ReadonlySet<Fault> {
  const known = emulators[emulator];
  if (!known)
    throw new Error(`No emulator "${emulator}" in test/contract/known-faults.ts; it has ${Object.keys(emulators)}`);
  return new Set(known);
}
