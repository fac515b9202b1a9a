import { createHash } from "node:crypto";
import { Readable } from "node:stream";

/** A request as the SDK gives it to its handler. */
interface StubRequest {
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** One call that the SDK would have made. */
export interface SeenCall {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/**
 * A request handler for the SDK's clients that answers at once and touches no network: what is left of a call is the CPU
 * that it costs. Answers are what AWS would say of a call that worked.
 */
export function stubHandler(see?: (call: SeenCall) => void) {
  const handle = async (request: StubRequest) => {
    const operation = request.headers["x-amz-target"]?.split(".")[1] ?? "";
    const input = JSON.parse(request.body === undefined ? "{}" : Buffer.from(request.body).toString());
    see?.({ operation, input });
    const body = JSON.stringify(answers[operation]?.(input) ?? {});
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "stub" };
    return { response: { statusCode: 200, headers, body: Readable.from([Buffer.from(body)]) } };
  };
  return {
    handle,
    metadata: { handlerProtocol: "http/1.1" },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

const answers: Record<string, (input: Record<string, unknown>) => unknown> = {
  SendMessage: (input) => ({ MessageId: "m", MD5OfMessageBody: md5(String(input.MessageBody)) }),
  SendMessageBatch: (input) => ({
    Successful: (input.Entries as Entry[]).map(({ Id, MessageBody }) => ({
      Id,
      MessageId: "m",
      MD5OfMessageBody: md5(MessageBody),
    })),
    Failed: [],
  }),
  BatchWriteItem: () => ({ UnprocessedItems: {} }),
  UpdateItem: () => ({}),
  DeleteMessageBatch: (input) => ({ Successful: (input.Entries as Entry[]).map(({ Id }) => ({ Id })), Failed: [] }),
};
