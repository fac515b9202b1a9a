import type { ServerResponse } from "node:http";

/** A signal that is aborted when the client hangs up before the response has ended. */
export function hangUpOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableEnded) controller.abort(new Error("The client hung up."));
  });
  return controller.signal;
}
