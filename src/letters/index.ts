// The door of the room: the messages that were given up on, to be looked at, sent back and discarded.
export {
  DeadLetters,
  type DeadLettersSurroundings,
  type RedriveOptions,
  type Taken,
  type TakeOptions,
  type WhichLetters,
} from "./dead-letters.ts";
export { type Letter, type LetterReason, letterReasons } from "./letter.ts";
export type { LetterFilter } from "./letter-filter.ts";
