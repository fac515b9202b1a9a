import type { Context } from "hono";
import { type ErrorCode, LovageError } from "../errors/index.ts";
import type { Logger } from "../runtime/index.ts";

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 501 | 502;

/** Which errors are whose fault, in HTTP's words. What is not here and begins with INVALID or UNKNOWN is the asker's. */
const statuses: Partial<Record<ErrorCode, Status>> = {
  DASHBOARD_SIGN_IN: 401,
  DASHBOARD_READ_ONLY: 403,
  DASHBOARD_ORIGIN: 403,
  DASHBOARD_TOO_MANY_TRIES: 429,
  RECORD_NOT_FOUND: 404,
  NO_QUEUE_METRICS: 404,
  LETTER_NOT_FOUND: 404,
  SCHEDULE_NOT_FOUND: 404,
  QUEUE_NOT_FOUND: 404,
  WORKER_NOT_FOUND: 404,
  NO_SUCH_CONTROL: 501,
  UNKNOWN_TASK: 404,
  SCHEDULE_PROTECTED: 409,
  SCHEDULE_INCOMPLETE: 409,
  MESSAGE_TOO_LARGE: 413,
  SIGN_IN_UNAVAILABLE: 502,
  ENDPOINT_UNREACHABLE: 502,
  AWS_REFUSED: 502,
  NO_CREDENTIALS: 502,
  TABLE_NOT_FOUND: 502,
};

/** Answers an error as JSON: its code and its sentence. Only what nobody foresaw is logged; the reader is not told its inside. */
export function answerError(error: unknown, context: Context, logger: () => Logger): Response {
  if (LovageError.is(error)) {
    return context.json({ error: { code: error.code, message: error.message } }, statuses[error.code] ?? 400);
  }
  logger().error({ err: error, path: context.req.path }, "a request to the dashboard failed");
  const message = "Something went wrong that the dashboard did not foresee. Its log says what.";
  return context.json({ error: { code: "UNFORESEEN", message } }, 500);
}
