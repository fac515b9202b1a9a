/** The name of a queue, which SQS takes for its URL as well. */
export function queueInArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}
