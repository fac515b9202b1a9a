import { action } from "../action.ts";
import { pageOf } from "../page.ts";
import { maxResults, text } from "../shapes.ts";

/** ListQueues, by name. */
export const listQueues = action(
  { QueueNamePrefix: text, MaxResults: maxResults, NextToken: text },
  ({ QueueNamePrefix = "", MaxResults, NextToken }, { engine, urlOf }) => {
    const names = engine.queues.map(({ name }) => name).filter((name) => name.startsWith(QueueNamePrefix));
    const page = pageOf(names, MaxResults, NextToken);
    const urls = page.names.map((name) => urlOf(engine.queue(name)));
    return { QueueUrls: urls.length === 0 ? undefined : urls, NextToken: page.NextToken };
  },
);
