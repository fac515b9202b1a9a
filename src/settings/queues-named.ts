import { deadLetterName, queueName } from "./names.ts";

/** What the SQS names of all of an app's queues begin with. */
export function queuePrefix(app: string): string {
  return queueName(app, "");
}

/**
 * Those of SQS's queues that are an app's by their names, `shop-mail` with `shop-mail-dead-letters` beside it, as the app
 * calls them: `mail`. Where one app's name begins another's (`shop` and `shop-eu`), the longer one's queues look like the
 * shorter one's too: `eu-mail`. Pure.
 */
export function queuesNamed(app: string, names: readonly string[]): string[] {
  const known = new Set(names);
  const prefix = queuePrefix(app);
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((queue) => queue !== "" && known.has(deadLetterName(app, queue)));
}
