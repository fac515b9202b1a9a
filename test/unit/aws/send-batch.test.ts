import { describe, expect, it } from "vitest";
import { type Answer, recordedAws, ServiceError } from "./recorded-aws.ts";

const url = "https://sqs.eu-north-1.amazonaws.com/1/shop-mail";
const app = { queues: { mail: { url } } };
const messages = ["a", "b", "c"].map((body) => ({ queue: "mail", body }));

const throttled = (Id: string) => ({ Id, SenderFault: false, Code: "InternalError", Message: "try again" });
const refused = (Id: string) => ({ Id, SenderFault: true, Code: "InvalidMessageContents", Message: "bad" });

/** Answers the calls in turn, the last one for ever. */
function inTurn(...answers: readonly (object | Error)[]): Answer {
  let turn = 0;
  return () => {
    const answer = answers[Math.min(turn++, answers.length - 1)] ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

const bodies = (call: { input: { Entries: { MessageBody: string }[] } }) =>
  call.input.Entries.map(({ MessageBody }) => MessageBody);

describe("a batch of messages", () => {
  it("sends again, after a pause, what SQS itself could not take", async () => {
    const answer = inTurn({ Failed: [throttled("0"), throttled("2")] }, { Failed: [throttled("2")] }, {});
    const { broker, calls, pauses } = recordedAws(answer, { app });
    const sending = broker.sendBatch("mail", messages);
    expect(await sending).toEqual([]);
    expect(calls.map(bodies)).toEqual([["a", "b", "c"], ["a", "c"], ["c"]]);
    expect(pauses).toHaveLength(2);
  });

  it("does not send again what was refused, and tells its place in the batch as it was given", async () => {
    const answer = inTurn({ Failed: [refused("1"), throttled("2")] }, { Failed: [refused("2")] });
    const { broker, calls } = recordedAws(answer, { app });
    const sending = broker.sendBatch("mail", messages);
    expect(await sending).toEqual([
      { index: 1, problem: "InvalidMessageContents: bad" },
      { index: 2, problem: "InvalidMessageContents: bad" },
    ]);
    expect(calls.map(bodies)).toEqual([["a", "b", "c"], ["c"]]);
  });

  it("gives up after six calls in a row that took nothing", async () => {
    const { broker, calls } = recordedAws(inTurn({ Failed: [throttled("1")] }), { app });
    const sending = broker.sendBatch("mail", messages);
    expect(await sending).toEqual([{ index: 1, problem: "InternalError: try again" }]);
    expect(calls).toHaveLength(7);
  });

  it("tells of a part that was sent, when the call for the rest fails altogether", async () => {
    const answer = inTurn({ Failed: [throttled("1")] }, new ServiceError("AccessDenied", "not any more"));
    const { broker } = recordedAws(answer, { app });
    const sending = broker.sendBatch("mail", messages);
    const failures = await sending;
    expect(failures).toMatchObject([{ index: 1 }]);
    expect(failures[0]?.problem).toContain("not any more");
  });

  it("fails as a whole when nothing of it was sent", async () => {
    const { broker } = recordedAws(inTurn(new ServiceError("BatchRequestTooLong", "too long")), { app });
    await expect(broker.sendBatch("mail", messages)).rejects.toMatchObject({ code: "AWS_REFUSED" });
  });
});
