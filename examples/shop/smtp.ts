import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail as it came over the wire, and what was said of it in the SMTP conversation. */
export interface ReceivedMail {
  readonly mail: Email;
  readonly from: string;
  readonly recipients: readonly string[];
}

/** A mail server on this machine that keeps what it gets. */
export interface MailServer {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** Starts the mail server. @param onMail - called with each mail, before the sender hears that it is accepted */
export async function startMailServer(onMail: (mail: ReceivedMail) => void): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      readMail(stream).then(
        (mail) => {
          const one = {
            mail,
            from: mailFrom ? mailFrom.address : "",
            recipients: rcptTo.map(({ address }) => address),
          };
          received.push(one);
          onMail(one);
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, received, close: () => new Promise((done) => server.close(() => done())) };
}

async function readMail(stream: NodeJS.ReadableStream): Promise<Email> {
  return PostalMime.parse(await buffer(stream));
}

/** The first link of a mail. */
export function linkIn({ mail }: ReceivedMail): string | undefined {
  return /href="([^"]+)"/.exec(mail.html ?? "")?.[1];
}
