/**
 * What emulators are known to get wrong, each fault with a name. A test that meets one of them asserts the wrong
 * behaviour instead of the right one, so that a repaired emulator makes itself heard. AWS itself has none.
 */
export const faults = {
  "deploys-no-expiry": "CloudFormation leaves the table's expiry off",
  "deploys-no-recovery": "CloudFormation leaves the table's point-in-time recovery off",
  "deploys-no-recursion": "CloudFormation leaves a function's RecursiveLoop at Terminate",
  "group-id-lost": "a standard queue takes a MessageGroupId and does not give it back",
  "hides-for-days": "ChangeMessageVisibility takes more than 43,200 seconds",
  "kills-at-update": "an update of a function may end what runs in it, where Lambda lets it finish",
  "no-message-limit": "messages of more than 1 MiB are taken",
  "one-of-a-group": "a receive gives one message of a FIFO group, where SQS gives as many as it can",
  "prefixes-are-patterns": "a dot in the prefix of rules that are listed stands for any character",
  "racy-conditions": "two conditional writes at the same moment can both succeed",
  "refuses-emoji": "bodies with characters beyond U+FFFF are refused",
  "scheduler-never-fires": "Scheduler keeps schedules and never fires them",
  "takes-forbidden-characters": "bodies with characters that SQS refuses are taken",
} as const;

/** The name of a fault. */
export type Fault = keyof typeof faults;

/** The faults of each emulator that the contract was run against, by the name in LOVAGE_TEST_EMULATOR. */
export const emulators: Readonly<Record<string, readonly Fault[]>> = {
  aws: [],
  memory: [],
  // src/dev/sqs, and dynalite 4.0.0 (which leaves out the item that refused a write: the adapter reads it then).
  embedded: [],
  // Store only: 1.25.1, as amplify-dynamodb-simulator 2.9.30 brings it.
  "dynamodb-local": [],
  // Broker only: 2.4.1.
  fauxqs: ["group-id-lost", "one-of-a-group", "refuses-emoji"],
  // 4.14.0; its DynamoDB is DynamoDB Local. What its CloudFormation and Lambda do could not be tried without Docker.
  localstack: ["hides-for-days", "scheduler-never-fires"],
  // 1.5.33.
  ministack: [
    ...["deploys-no-expiry", "deploys-no-recovery", "deploys-no-recursion", "hides-for-days"],
    // Met or not by how fast the update is.
    "kills-at-update",
  ] as Fault[],
  // moto's server, 5.2.5.
  moto: ["no-message-limit", "prefixes-are-patterns", "racy-conditions", "takes-forbidden-characters"],
};

/** The faults of an emulator. @throws Error for one that is not in the list: add it, with the faults that you find */
export function knownFaults(emulator: string): ReadonlySet<Fault> {
  const known = emulators[emulator];
  if (!known)
    throw new Error(`No emulator "${emulator}" in test/contract/known-faults.ts; it has ${Object.keys(emulators)}`);
  return new Set(known);
}
