// The door of the room: typed error codes. Imports nothing of ours.
export { catalogue, type Detail, type ErrorCode, show } from "./catalogue.ts";
export { didYouMean } from "./did-you-mean.ts";
export { LovageError } from "./lovage-error.ts";
export { type RecordedError, recordError, reviveError } from "./recorded-error.ts";
