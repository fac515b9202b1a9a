import type { QueueFacts, SqsFacts } from "../../aws/doctor/index.ts";
import { checkOf, type Finding } from "./finding.ts";

const DAY = 86_400;
/** What SQS keeps messages for at most. */
const LONGEST_RETENTION = 14 * DAY;
/** Below this many receives, throttles and waits alone bring a message to the dead letters. */
const FEW_RECEIVES = 20;

/** What there is to say of a queue and its dead-letter queue, apart from who takes from it. Pure. */
export function queueFindings({ name, queue, deadLetters }: QueueFacts): Finding[] {
  const there = checkOf("queue", name);
  if (queue.kind === "absent") {
    const fix = `deploy it (new Lovage(…, { queues: { "${name}": {} } })), or name its URL in the app's settings`;
    return [there.fail("SQS has no such queue", fix)];
  }
  if (queue.kind !== "seen") return [there.unseen(queue)].flatMap((finding) => finding ?? []);
  return [there.ok("it is there"), retentionOf(name, queue.value), ...letterFindings(name, queue.value, deadLetters)];
}

function retentionOf(name: string, { retention }: SqsFacts): Finding {
  const check = checkOf("retention", name);
  const days = inDays(retention);
  return retention < 4 * DAY
    ? check.warn(
        `messages are gone for good after ${days}`,
        "set retentionPeriod to 14 days: less than four does not last over a weekend",
      )
    : check.ok(`messages are kept for ${days}`);
}

function letterFindings(name: string, queue: SqsFacts, letters: QueueFacts["deadLetters"]): Finding[] {
  const there = checkOf("dead-letter-queue", name);
  if (letters.kind === "absent") {
    const fix = "deploy one beside it (the construct does), or name its URL in the app's settings";
    return [there.fail("it has no dead-letter queue, so a task that fails for good cannot be given up on", fix)];
  }
  if (letters.kind !== "seen") return [there.unseen(letters)].flatMap((finding) => finding ?? []);
  return [
    there.ok("it is there"),
    letterRetention(name, letters.value),
    redrive(name, queue, letters.value),
    waiting(name, letters.value),
  ];
}

function letterRetention(name: string, { retention }: SqsFacts): Finding {
  const check = checkOf("dead-letter-retention", name);
  if (retention >= LONGEST_RETENTION) return check.ok("dead letters are kept for 14 days");
  const says = `dead letters are kept for ${inDays(retention)}, on a standard queue counted from when the task was sent`;
  return check.warn(says, "set the dead-letter queue's MessageRetentionPeriod to 1209600 (14 days)");
}

function redrive(name: string, queue: SqsFacts, letters: SqsFacts): Finding {
  const check = checkOf("redrive-policy", name);
  const net = "the net for messages whose worker never starts";
  if (!queue.redrive) {
    return check.warn(
      `it has no redrive policy, which is ${net}`,
      `set RedrivePolicy to ${letters.arn} with maxReceiveCount 1000`,
    );
  }
  const { target, maxReceiveCount } = queue.redrive;
  if (target !== letters.arn) {
    return check.warn(
      `its redrive policy names another queue: ${target}`,
      `let it name ${letters.arn}, where dead letters are looked for`,
    );
  }
  if (maxReceiveCount < FEW_RECEIVES) {
    const says = `after ${maxReceiveCount} receives SQS itself takes a message for dead, without a reason, and throttles and retries are receives`;
    return check.warn(says, "set maxReceiveCount to 1000: Lovage counts attempts itself");
  }
  return check.ok(`after ${maxReceiveCount} receives a message goes to the dead letters`);
}

function waiting(name: string, { visible }: SqsFacts): Finding {
  const check = checkOf("dead-letters", name);
  if (visible === 0) return check.ok("there are none");
  return check.warn(
    `${visible} ${visible === 1 ? "waits" : "wait"} for a person`,
    `lovage dead-letters list --queue ${name}`,
  );
}

/** A time in seconds as days, or as hours where it is less. Pure. */
export function inDays(seconds: number): string {
  const of = (count: number, unit: string) => `${Number(count.toFixed(1))} ${unit}${count === 1 ? "" : "s"}`;
  return seconds >= DAY ? of(seconds / DAY, "day") : of(seconds / 3_600, "hour");
}
