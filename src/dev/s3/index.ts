// The door of the room: the little of S3 that keeps large arguments and results.
export { type S3, s3 } from "./s3.ts";
