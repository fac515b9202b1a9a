import { refuse } from "./refuse.ts";

/** What a receipt handle says: which queue, which message, which of its receives. */
export interface Receipt {
  readonly queue: number;
  readonly message: number;
  readonly receive: number;
}

/** Writes a receipt handle. It means the same after a restart, since the numbers in it are kept. */
export function writeReceipt(queue: number, message: number, receive: number): string {
  return `q${queue}.m${message}.r${receive}`;
}

const form = /^q(\d{1,15})\.m(\d{1,15})\.r(\d{1,15})$/;

/** Reads a receipt handle; refuses what never was one, and one of another queue. */
export function readReceipt(handle: string, queue: number): Receipt {
  const parts = form.exec(handle);
  if (!parts || Number(parts[1]) !== queue) {
    refuse("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);
  }
  return { queue, message: Number(parts[2]), receive: Number(parts[3]) };
}
