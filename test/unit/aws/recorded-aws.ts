import { awsAdapters } from "../../../src/aws/index.ts";
import type { Adapters } from "../../../src/ports/index.ts";
import { type Clock, type Logger, silentLogger, systemRuntime } from "../../../src/runtime/index.ts";
import { type AppOptions, readSettings } from "../../../src/settings/index.ts";

/** A request as it would have gone to AWS: the operation, and what it was asked. */
export interface RecordedCall {
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into requests of every shape
  readonly input: any;
}

/** The error of a service, as `answer` throws it. */
export class ServiceError extends Error {
  readonly status: number;
  readonly more: object;

  constructor(name: string, message = "", options: { status?: number; more?: object } = {}) {
    super(message);
    this.name = name;
    this.status = options.status ?? 400;
    this.more = options.more ?? {};
  }
}

/** What AWS answers to a call: the body of the answer; a ServiceError, or any error of the network, is thrown. */
export type Answer = (call: RecordedCall) => object;

/** The AWS adapters with every request recorded, and answered here in place of AWS. */
export interface RecordedAws extends Adapters {
  readonly calls: RecordedCall[];
  readonly clock: Clock;
  /** The pauses that were made, in milliseconds. */
  readonly pauses: number[];
}

/** A clock that stands still but for pauses, which are over at once. */
function impatientClock(pauses: number[]): Clock {
  let now = Date.UTC(2026, 0, 1);
  return {
    now: () => now,
    after: (ms, callback) => {
      pauses.push(ms);
      const turn = setImmediate(() => {
        now += ms;
        callback();
      });
      return { cancel: () => clearImmediate(turn) };
    },
  };
}

/** @param answer - @default an empty answer to everything */
export function recordedAws(
  answer: Answer = () => ({}),
  options: { app?: Partial<AppOptions>; logger?: Logger; random?: () => number } = {},
): RecordedAws {
  const calls: RecordedCall[] = [];
  const pauses: number[] = [];
  const clock = impatientClock(pauses);
  const requestHandler = {
    metadata: { handlerProtocol: "http/1.1" },
    handle: async (request: { headers: Record<string, string>; body: string }) => {
      const operation = request.headers["x-amz-target"]?.split(".").pop() ?? "";
      const call = { operation, input: JSON.parse(request.body) };
      calls.push(call);
      return { response: respond(() => answer(call)) };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
  const settings = readSettings({ name: "shop", endpoint: "http://127.0.0.1:1", ...options.app }, {});
  const runtime = systemRuntime({
    clock,
    logger: options.logger ?? silentLogger,
    ...(options.random && { random: options.random }),
  });
  return { ...awsAdapters(settings, runtime, { requestHandler: requestHandler as never }), calls, clock, pauses };
}

function respond(answer: () => object): object {
  try {
    return { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(answer())) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const body = { __type: `com.amazonaws#${error.name}`, message: error.message, ...error.more };
    return { statusCode: error.status, headers: {}, body: Buffer.from(JSON.stringify(body)) };
  }
}
