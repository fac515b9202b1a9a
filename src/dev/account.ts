/** The account that the embedded cloud plays. As in the other emulators, so that their ARNs and URLs look alike. */
export const accountId = "000000000000";

/** The region that it plays. Requests signed for another one are answered as well. */
export const region = "us-east-1";

/** The ARN of a queue. */
export function queueArn(queue: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${queue}`;
}

/** The ARN of a function. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}
