// The door of the room: what every service of the embedded cloud that speaks AWS JSON shares. Knows no service.
export { AwsFault, type AwsFaultOptions } from "./aws-fault.ts";
export { type AwsJsonOptions, handleAwsJson, type RequestHandler } from "./handle-aws-json.ts";
export { hangUpOf } from "./hang-up.ts";
export { parseJson, readBody } from "./read-body.ts";
export { type Dialect, readInput } from "./read-input.ts";
export { type RequestTarget, targetOf } from "./request-target.ts";
export type { Operation, RequestContext, Service } from "./service.ts";
export type { Input, Member, MemberValue, Shape } from "./shape.ts";
export { type AnswerOptions, writeFault, writeOutput } from "./write-answer.ts";
