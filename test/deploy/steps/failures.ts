import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { variables } from "../../../src/settings/index.ts";
import type { Scene } from "../scene.ts";
import { until } from "../until.ts";

/** Tasks that fail: some of them for good, and those are dead letters that say why. */
export async function checkFailures(scene: Scene): Promise<void> {
  const { tasks, report, signal } = scene;
  const [flaky, doomed] = [await tasks.flaky.delay(), await tasks.doomed.delay("7")];
  const unknown = await tasks.app.sendTask("nobody-knows-me");

  const attempt = await flaky.get({ timeout: "60s", signal });
  report.expect("a task that fails twice succeeds at its third attempt", attempt === 3, attempt);

  const failure = await doomed.get({ timeout: "60s", signal }).then(
    (value) => value,
    (error: { code: string }) => error.code,
  );
  const record = await doomed.record();
  report.expect(
    "a task that always fails is FAILURE after its one retry",
    failure === "TASK_FAILED" && record?.state === "FAILURE" && record.attempt === 2,
    { failure, state: record?.state, attempt: record?.attempt },
  );

  const letter = await deadLetter(scene, doomed.id);
  report.expect(
    "its message is a dead letter that names task, attempt, queue and error",
    letter["lovage.reason"] === "FAILED" &&
      letter["lovage.task"] === "doomed" &&
      letter["lovage.attempt"] === "2" &&
      letter["lovage.queue"] === "default" &&
      letter["lovage.error"]?.includes("no carrier delivers order 7") === true,
    letter,
  );
  const lost = await deadLetter(scene, unknown.id);
  report.expect(
    "a task that nobody knows is a dead letter with that reason",
    lost["lovage.task"] === "nobody-knows-me" && lost["lovage.reason"] === "UNKNOWN_TASK",
    lost,
  );
}

/** What the dead letter of a task says of itself. It stays where it is. */
async function deadLetter({ deployment, outputs, signal }: Scene, taskId: string): Promise<Record<string, string>> {
  const urls = JSON.parse(outputs[variables(deployment.app).deadLetters] ?? "{}");
  const sqs = new SQSClient({});
  try {
    return await until(
      `the dead letter of task ${taskId}`,
      async () => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: urls.default,
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ["All"],
            VisibilityTimeout: 0,
            WaitTimeSeconds: 1,
          }),
        );
        const letters = Messages.map(({ MessageAttributes = {} }) =>
          Object.fromEntries(Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue ?? ""])),
        );
        return letters.find((letter) => letter["lovage.id"] === taskId);
      },
      { timeout: 60_000, signal },
    );
  } finally {
    sqs.destroy();
  }
}
