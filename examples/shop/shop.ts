import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startCloud } from "./cloud.ts";
import { type Listening, listen } from "./listen.ts";
import { layOutPhotographs } from "./photographs.ts";
import { ratesService } from "./rates.ts";
import { say } from "./show.ts";
import { linkIn, type MailServer, type ReceivedMail, startMailServer } from "./smtp.ts";
import { webEndpoint } from "./web.ts";

/** All that the example runs, and how to end it. */
export interface Shop {
  readonly web: string;
  readonly endpoint: string;
  /** The address of the dashboard. @default there is none */
  readonly dashboard: string | undefined;
  readonly photos: string;
  readonly thumbnails: string;
  readonly mails: MailServer["received"];
  close(): Promise<void>;
}

/** The example's files, in the folder that git does not see. */
const folder = fileURLToPath(new URL("../../.lovage/shop", import.meta.url));

/**
 * Starts the mail server, the service of rates, the cloud with its worker, and the web endpoint; if one of them fails, none is left.
 *
 * @param stays - whether it is left running for someone, who is given a dashboard then
 */
export async function openShop(stays: boolean, signal: AbortSignal): Promise<Shop> {
  const open: { close(): Promise<void> }[] = [];
  const opened = <T extends { close(): Promise<void> }>(one: T): T => {
    open.push(one);
    return one;
  };
  const close = async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  };
  try {
    const [photos, thumbnails] = [join(folder, "photos"), join(folder, "thumbnails")];
    await rm(folder, { recursive: true, force: true });
    await layOutPhotographs(photos);
    const smtp = opened(await startMailServer(showMail));
    say("smtp", `listens at ${smtp.url}`);
    const rates: Listening = opened(await listen(ratesService(2)));
    say("rates", `listen at ${rates.url}/rates, and are busy for the first two calls`);
    const cloud = opened(await startCloud({ environment: { SMTP_URL: smtp.url }, dashboard: stays }, signal));
    const { endpoint, dashboard } = cloud;
    say("cloud", `lovage dev plays AWS at ${endpoint}`);
    // What a deployment does for a web server: it tells it by its environment where queues and table are.
    Object.assign(process.env, cloud.environment);
    const web = opened(await listen(webEndpoint({ photos, thumbnails, ratesUrl: `${rates.url}/rates` })));
    const health = await fetch(`${web.url}/health`);
    if (!health.ok) throw new Error(`the web endpoint is not well: ${await health.text()}`);
    say("web", `listens at ${web.url}`);
    return { web: web.url, endpoint, dashboard, photos, thumbnails, mails: smtp.received, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function showMail(received: ReceivedMail): void {
  const { mail, from, recipients } = received;
  say("smtp", `mail from ${from} to ${recipients.join(", ")}: "${mail.subject}", link ${linkIn(received)}`);
}
