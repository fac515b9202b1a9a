import { accountId, region } from "../account.ts";
import { secondOf } from "./second-of.ts";

/** The event that EventBridge makes of a tick. Its members are in AWS's order. */
export interface ScheduledEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": "Scheduled Event";
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** The event of a tick; `resource` is the ARN of what ticked. */
export function scheduledEvent(parts: {
  id: string;
  source: string;
  scheduledAt: number;
  resource: string;
  detail: unknown;
}): ScheduledEvent {
  return {
    version: "0",
    id: parts.id,
    "detail-type": "Scheduled Event",
    source: parts.source,
    account: accountId,
    time: secondOf(parts.scheduledAt),
    region,
    resources: [parts.resource],
    detail: parts.detail,
  };
}
