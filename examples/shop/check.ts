import { join } from "node:path";
import { createProducer, type TaskRecord } from "lovage";
import sharp from "sharp";
import { findDeadLetter } from "./dead-letters.ts";
import { photographs } from "./photographs.ts";
import type { SentTasks } from "./requests.ts";
import type { ScheduledRun } from "./scheduled.ts";
import { linkIn, type MailServer } from "./smtp.ts";
import type * as tasks from "./tasks.ts";

/** Something that must be so when the example is over. */
export interface Expectation {
  readonly what: string;
  readonly holds: boolean;
  /** What was found. */
  readonly found: string;
}

/** Where the example's work is to be seen. */
export interface Evidence {
  readonly sent: SentTasks;
  /** The first run of the schedule that is due every ten seconds. */
  readonly ticked: Promise<ScheduledRun | undefined>;
  readonly mails: MailServer["received"];
  readonly photos: string;
}

/** Looks at what the tasks did, in the world and not only in their records. */
export async function check({ sent, ticked, mails, photos }: Evidence): Promise<Expectation[]> {
  const shop = createProducer<typeof tasks>({ name: "shop" });
  const sum = await shop.result<number>(sent.add).result();
  const [rates, doomed] = [await shop.result(sent.rates).record(), await shop.result(sent.doomed).record()];
  const thumbnails = await Promise.all(sent.thumbnails.map((id) => shop.result<{ file: string }>(id).result()));
  return [
    { what: "4 and 4 are 8", holds: sum === 8, found: String(sum) },
    await checkMail(mails),
    {
      what: `there is a thumbnail of each of the ${photographs.length} photographs`,
      holds: new Set(thumbnails.map((thumbnail) => thumbnail?.file)).size === photographs.length,
      found: `${thumbnails.length} results`,
    },
    ...(await Promise.all(thumbnails.map((thumbnail) => checkThumbnail(photos, thumbnail?.file ?? "")))),
    {
      what: "the rates came with the third attempt",
      holds: rates?.state === "SUCCESS" && rates.attempt === 3,
      found: told(rates),
    },
    {
      what: "the doomed task is FAILURE after its second attempt",
      holds: doomed?.state === "FAILURE" && doomed.attempt === 2,
      found: told(doomed),
    },
    await checkDeadLetter(sent.doomed),
    checkScheduled(await ticked),
  ];
}

async function checkMail(mails: MailServer["received"]): Promise<Expectation> {
  const link = mails[0] && linkIn(mails[0]);
  const page = link ? await (await fetch(link)).text() : "no link";
  return {
    what: "one mail came, and its link confirms the address",
    holds: mails.length === 1 && page === "ada@example.com is confirmed.",
    found: `${mails.length} mails; ${page}`,
  };
}

async function checkThumbnail(photos: string, file: string): Promise<Expectation> {
  const name = photographs.find((one) => file.includes(one)) ?? "";
  const [original, small] = await Promise.all([sharp(join(photos, `${name}.jpg`)).metadata(), sharp(file).metadata()]);
  const height = Math.round((original.height * 240) / original.width);
  return {
    what: `the thumbnail of ${name} is 240 x ${height}`,
    holds: small.format === "jpeg" && small.width === 240 && small.height === height,
    found: `${small.format} of ${small.width} x ${small.height}`,
  };
}

async function checkDeadLetter(id: string): Promise<Expectation> {
  const letter = await findDeadLetter("default", id);
  const error = letter?.["lovage.error"] ?? "none";
  return { what: "and its message is a dead letter", holds: error.includes("no carrier delivers"), found: error };
}

function checkScheduled(run: ScheduledRun | undefined): Expectation {
  return {
    what: "the schedule of every ten seconds ran by itself, and 16 and 4 are 20",
    holds: run?.result === 20 && run.at.getTime() % 10_000 === 0,
    found: run ? `${run.result} at ${run.at.toISOString()}` : "no run",
  };
}

function told(record: TaskRecord | undefined): string {
  return record ? `${record.state} after ${record.attempt} attempts` : "no record";
}
