import { DescribeContinuousBackupsCommand, DescribeTimeToLiveCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetFunctionRecursionConfigCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { variables } from "../../../src/settings/index.ts";
import type { Scene } from "../scene.ts";

/** Whether CloudFormation made what the template says, where tasks would be lost or kept for ever if it did not. */
export async function checkAsDescribed({ deployment, outputs, report }: Scene): Promise<void> {
  const names = variables(deployment.app);
  const [sqs, dynamodb, lambda] = [new SQSClient({}), new DynamoDBClient({}), new LambdaClient({})];
  const urls: Record<string, string> = JSON.parse(outputs[names.queues] ?? "{}");
  const dead: Record<string, string> = JSON.parse(outputs[names.deadLetters] ?? "{}");
  const TableName = outputs[names.table];
  report.expect(
    "the stack's outputs name two queues, their dead-letter queues and a table",
    Object.keys(urls).join() === "default,slow" && Object.keys(dead).join() === "default,slow" && TableName !== "",
    outputs,
  );

  const attributes = async (QueueUrl: string) => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    return Attributes ?? {};
  };
  const [queue, deadLetters] = await Promise.all([attributes(urls.default ?? ""), attributes(dead.default ?? "")]);
  report.expect(
    "the queue hides messages for 90 s and hands what is received 1000 times to its dead-letter queue",
    queue.VisibilityTimeout === "90" &&
      queue.RedrivePolicy?.includes(`${deadLetters.QueueArn}`) === true &&
      JSON.parse(queue.RedrivePolicy).maxReceiveCount === 1000,
    queue,
  );

  const functions = (await deployment.resources()).filter(({ type }) => type === "AWS::Lambda::Function");
  const mappings = await Promise.all(
    functions.map(async ({ id }) => {
      const answer = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: id }));
      return answer.EventSourceMappings ?? [];
    }),
  );
  report.expect(
    "each of two functions is fed by one queue, in batches of 10, and reports failed messages one by one",
    functions.length === 2 &&
      mappings.every(
        ([one, ...others]) =>
          others.length === 0 && one?.BatchSize === 10 && one.FunctionResponseTypes?.[0] === "ReportBatchItemFailures",
      ),
    mappings,
  );

  const { TimeToLiveDescription: expiry } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
  report.expect(
    "the table lets records expire by expiresAt",
    expiry?.AttributeName === "expiresAt" && expiry.TimeToLiveStatus !== "DISABLED",
    expiry,
    "deploys-no-expiry",
  );
  const { ContinuousBackupsDescription: backups } = await dynamodb.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  );
  const recovery = backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  report.expect("the table can be put back in time", recovery === "ENABLED", recovery, "deploys-no-recovery");
  const loops = await Promise.all(
    functions.map(async ({ id }) => {
      const { RecursiveLoop } = await lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName: id }));
      return RecursiveLoop;
    }),
  );
  report.expect(
    "tasks may send tasks as often as they like",
    loops.every((loop) => loop === "Allow"),
    loops,
    "deploys-no-recursion",
  );
  for (const client of [sqs, dynamodb, lambda]) client.destroy();
}
