import { decodeMessage, type Tick } from "../../message/index.ts";

/** What a message says of the tick that it is of; nothing when it is of none, or cannot be read. Never throws. */
export function tickOf(body: string): Tick | undefined {
  try {
    return decodeMessage(body).tick;
  } catch {
    return undefined;
  }
}
