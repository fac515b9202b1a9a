/** SQS keeps a message for 14 days at most, so the record of an unfinished task outlives its message. In milliseconds. */
const LONGEST_MESSAGE_LIFE = 15 * 86_400_000;

/**
 * When the record of an unfinished task may go, and that of one which was revoked while its message is still somewhere, in
 * seconds since 1970.
 *
 * @param from - when its message is on its queue at the latest, in milliseconds since 1970
 */
export function unfinishedExpiry(from: number): number {
  return Math.ceil((from + LONGEST_MESSAGE_LIFE) / 1_000);
}
