import { createTransport } from "nodemailer";
import { app } from "./app.ts";

/** Sends a registration mail with its activation link, by SMTP, while the page that asked for it is long answered. */
export const sendRegistration = app.task(
  "mail.send-registration",
  { bind: true, queue: "mail", retry: { max: 5 }, timeLimit: "30s" },
  async (task, to: string, name: string, activationLink: string) => {
    const transport = createTransport(process.env.SMTP_URL ?? "smtp://127.0.0.1:25");
    try {
      const sent = await transport.sendMail({
        from: "The shop <shop@example.com>",
        to,
        subject: `Welcome, ${name}: please confirm your address`,
        html: registrationPage(name, activationLink),
        // The task's id in the mail's: a second attempt is the same mail to whoever receives it.
        messageId: `<${task.id}@shop.example.com>`,
      });
      task.log.info("mail accepted by the server", { to, answer: sent.response });
      return { to, messageId: sent.messageId };
    } finally {
      transport.close();
    }
  },
);

function registrationPage(name: string, link: string): string {
  return `<h1>Welcome, ${escaped(name)}</h1>
<p>Your account is made. Please confirm your address within a day:</p>
<p><a href="${escaped(link)}">${escaped(link)}</a></p>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
