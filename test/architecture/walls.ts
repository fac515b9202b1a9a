/*
 * Who may import whom. DESIGN and ARCHITECTURE.md say why; a wall that is in the wrong place is moved here and there in
 * one commit.
 */
const foundation = ["errors", "runtime", "settings"];
const model = ["task", "message", "lifecycle", "retry", "schedule", "canvas"];
const ports = ["ports"];

/** The rooms that each room of src/ may import, besides itself. A room that is not listed here may not exist. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  runtime: ["errors"],
  settings: ["errors", "runtime"],

  retry: ["errors", "settings"],
  lifecycle: ["errors"],
  message: ["errors"],
  task: ["errors", "settings", "retry"],
  schedule: ["errors", "settings"],
  canvas: ["errors", "settings", "message", "task"],

  // The settings say by a queue's name whether it is FIFO, which a port's rules depend on.
  ports: ["errors", "settings", "lifecycle", "message", "schedule"],

  producer: [...foundation, ...model, ...ports],
  results: [...foundation, ...model, ...ports],
  // A schedule's tick is a message among others, and what it comes down to is the beat's to say.
  execution: [...foundation, ...model, ...ports, "producer", "beat"],
  consumer: [...foundation, ...model, ...ports, "execution"],
  beat: [...foundation, ...model, ...ports, "producer"],
  letters: [...foundation, ...model, ...ports],

  queue: ["errors", "runtime"],
  aws: [...foundation, ...model, ...ports],
  memory: [...foundation, ...model, ...ports, "queue"],

  app: [...foundation, ...model, ...ports, "producer", "results", "execution", "beat", "letters", "aws"],
  lambda: [...foundation, ...model, ...ports, "app", "consumer", "execution"],
  poller: [...foundation, ...model, ...ports, "app", "consumer", "execution"],

  testing: [...foundation, ...model, ...ports, "app", "consumer", "execution", "memory", "queue"],
  // The embedded cloud plays EventBridge too, and asks the schedule room when its expressions fire.
  dev: ["errors", "runtime", "queue", "schedule"],
  // A page over an app: it asks what a user of the app could ask, and reads the journal.
  dashboard: [...foundation, ...model, ...ports, "app", "beat", "execution", "letters", "producer", "results"],
  cli: [
    ...foundation,
    ...model,
    ...ports,
    "app",
    "results",
    "letters",
    "producer",
    "beat",
    "poller",
    "dev",
    "aws",
    "dashboard",
  ],
};

/** What each door, a file at the top of src/, may import. */
export const doorMayImport: Readonly<Record<string, readonly string[]>> = {
  "index.ts": [
    "app",
    "beat",
    "errors",
    "execution",
    "letters",
    "lifecycle",
    "message",
    "results",
    "retry",
    "runtime",
    "settings",
    "task",
    "schedule",
    "canvas",
  ],
  "worker.ts": ["lambda"],
  "dashboard.ts": ["dashboard"],
  "testing.ts": ["testing", "memory", "runtime"],
};

/** The rooms of src/ whose files may be imported past the door of the room: none but their own. */
export const awsRooms = ["aws"];

/**
 * Second doors of a room, and who may enter by them: what most who enter by the first must not carry about. CloudFormation's
 * client is the command line's alone, CloudWatch's the dashboard's, Lambda's the
 * doctor's, and none must get into a worker's bundle with the other adapters. Who is named here need not be let in by the first door.
 */
export const furtherDoors: Readonly<Record<string, readonly string[]>> = {
  "src/aws/cloudformation/index.ts": ["cli"],
  "src/aws/cloudwatch/index.ts": ["dashboard"],
  "src/aws/doctor/index.ts": ["cli"],
  "src/aws/logs/index.ts": ["cli"],
};

/**
 * The doors by which the constructs enter src/. Schedules are planned as they are at run time (beat), and written in the words
 * of EventBridge's requests by the adapter's own code, behind a door that loads no client; app is what an entry exports.
 */
export const constructsMayImport: readonly string[] = [
  "src/errors/index.ts",
  "src/settings/index.ts",
  "src/task/index.ts",
  "src/schedule/index.ts",
  "src/ports/index.ts",
  "src/beat/index.ts",
  "src/app/index.ts",
  "src/aws/beat/index.ts",
];
