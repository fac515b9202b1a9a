import { queueName, type Settings } from "../settings/index.ts";

/**
 * The app's name of the queue that a record came from, by the ARN's last part: SQS names of the queues that the settings
 * know by URL, then the names that Lovage gives; a queue that is known by neither keeps its SQS name.
 */
export function queueFinder(settings: Settings): (arn: string) => string {
  const known = new Map<string, string>();
  for (const [queue, { url }] of Object.entries(settings.queues)) {
    known.set(queueName(settings.name, queue), queue);
    if (url) known.set(url.slice(url.lastIndexOf("/") + 1), queue);
  }
  const prefix = `${settings.name}-`;
  return (arn) => {
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    return known.get(name) ?? (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  };
}
