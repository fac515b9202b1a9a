import { action } from "../action.ts";
import { pageOf } from "../page.ts";
import { maxResults, requiredText, text } from "../shapes.ts";

/** ListDeadLetterSourceQueues. Its list begins with a small letter, unlike that of ListQueues. */
export const listDeadLetterSourceQueues = action(
  { QueueUrl: requiredText, MaxResults: maxResults, NextToken: text },
  ({ QueueUrl, MaxResults, NextToken }, { engine, queueAt, urlOf }) => {
    const names = engine.sourcesOf(queueAt(QueueUrl).name).map(({ name }) => name);
    const page = pageOf(names, MaxResults, NextToken);
    return { queueUrls: page.names.map((name) => urlOf(engine.queue(name))), NextToken: page.NextToken };
  },
);
