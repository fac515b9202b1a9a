import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  type FilterLogEventsCommandOutput,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Settings } from "../../settings/index.ts";
import { ServiceLink } from "../service-link.ts";
import { logsClient } from "./logs-client.ts";

/** A line of a log. */
export interface LogEvent {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** The log stream: one execution environment of a function. */
  readonly stream: string;
  readonly text: string;
}

/** Which lines are wanted. */
export interface LogWish {
  readonly logGroup: string;
  /** From when on, in milliseconds since 1970. */
  readonly from: number;
  /** Only the lines that hold this text. @default all */
  readonly text?: string | undefined;
}

/**
 * The lines of a log in the order of their time, page by page (FilterLogEvents). A group that is not there yet, because its function has
 * never run, has none.
 *
 * @throws LovageError ENDPOINT_UNREACHABLE, NO_CREDENTIALS, AWS_REFUSED
 */
export async function* readLog(settings: Settings, { logGroup, from, text }: LogWish): AsyncGenerator<LogEvent> {
  const logs = new ServiceLink("CloudWatch Logs", settings.endpoint, () => logsClient(settings));
  const request = {
    logGroupName: logGroup,
    startTime: from,
    // A term in double quotes is looked for as it is.
    ...(text !== undefined && { filterPattern: JSON.stringify(text) }),
  };
  for (let nextToken: string | undefined; ; ) {
    const page = await logs.call("FilterLogEvents", (client) => pageOf(client, { ...request, nextToken }));
    for (const { eventId = "", timestamp = 0, logStreamName = "", message = "" } of page.events ?? []) {
      yield { id: eventId, at: timestamp, stream: logStreamName, text: message.trimEnd() };
    }
    if (!page.nextToken) return;
    nextToken = page.nextToken;
  }
}

type Page = Pick<FilterLogEventsCommandOutput, "events" | "nextToken">;

async function pageOf(client: CloudWatchLogsClient, request: FilterLogEventsCommandInput): Promise<Page> {
  try {
    return await client.send(new FilterLogEventsCommand(request));
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return {};
    throw error;
  }
}
