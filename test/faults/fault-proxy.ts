import { Agent, request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Amended, amend } from "./amend.ts";

/** What can be done to a call on its way to AWS and back. */
export type CallFault =
  /** The connection breaks before the request arrives. */
  | { readonly kind: "reset" }
  /** The service answers with an error of its own, and has done nothing. */
  | { readonly kind: "refuse" }
  /** As refuse, for a while and for every call. */
  | { readonly kind: "outage" }
  /** The service does it, and its answer is lost. */
  | { readonly kind: "lose" }
  /** The answer takes its time. */
  | { readonly kind: "slow"; readonly ms: number }
  /** A part of a batch is not done, and said so. @see amend */
  | { readonly kind: "partial" }
  /** A message is there twice: sent twice, or handed out a second time while the first copy runs. */
  | { readonly kind: "duplicate" }
  /** The messages of an answer come in another order. */
  | { readonly kind: "shuffle" };

/** A call, as the plan sees it: `sqs` `ReceiveMessage`. */
export interface ProxiedCall {
  readonly service: "sqs" | "dynamodb";
  readonly operation: string;
}

/** Stands between the workers and the cloud, and lets calls fail as it is told. */
export class FaultProxy {
  /** How often each fault was injected: by `<service> <kind>`. */
  readonly injected = new Map<string, number>();
  /** How many calls came by. */
  calls = 0;
  readonly #target: URL;
  readonly #decide: (call: ProxiedCall) => CallFault | undefined;
  readonly #random: () => number;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server: Server;
  /** Copies of received messages, by queue, for the next who receives. */
  readonly #copies = new Map<string, object>();

  constructor(options: {
    target: string;
    decide: (call: ProxiedCall) => CallFault | undefined;
    random: () => number;
  }) {
    this.#target = new URL(options.target);
    this.#decide = options.decide;
    this.#random = options.random;
    this.#server = createServer((request, response) => void this.#pass(request, response));
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Begins to listen. Answers with the endpoint. */
  async open(): Promise<string> {
    await new Promise<void>((ready) => this.#server.listen(0, "127.0.0.1", ready));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await read(request);
      const call = callOf(request);
      this.calls++;
      const fault = call && this.#decide(call);
      if (!call || !fault) return await this.#forward(request, response, body);
      await this.#harm(call, fault, request, response, body);
    } catch {
      // Who asked, or who was asked, is gone: there is nobody to tell.
      response.destroy();
    }
  }

  async #harm(
    call: ProxiedCall,
    fault: CallFault,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<void> {
    const count = (kind: string = fault.kind) => {
      const key = `${call.service} ${kind}`;
      this.injected.set(key, (this.injected.get(key) ?? 0) + 1);
    };
    switch (fault.kind) {
      case "reset":
        count();
        response.destroy();
        return;
      case "refuse":
      case "outage":
        count();
        return refuse(call, response);
      case "lose":
        count();
        await this.#ask(request, response, body);
        response.destroy();
        return;
      case "slow":
        count();
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return this.#forward(request, response, body);
      case "duplicate":
      case "partial":
      case "shuffle": {
        const amended = amend(fault.kind, call.operation, JSON.parse(body.toString()), {
          random: this.#random,
          copies: this.#copies,
        });
        if (!amended) return this.#forward(request, response, body);
        await this.#amended(amended, request, response, body, count);
      }
    }
  }

  async #amended(
    amended: Amended,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    count: () => void,
  ): Promise<void> {
    let answer: Answered | undefined;
    for (const input of amended.inputs ?? [JSON.parse(body.toString())]) {
      answer = await this.#ask(request, response, Buffer.from(JSON.stringify(input)));
    }
    const output = JSON.parse(answer?.body.toString() || "{}");
    const changed = (answer?.status ?? 200) === 200 ? amended.answer(output) : undefined;
    if (changed) count();
    const text = Buffer.from(JSON.stringify(changed ?? output));
    response.writeHead(answer?.status ?? 200, { "content-type": contentType(request) }).end(text);
  }

  async #forward(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const answer = await this.#ask(request, response, body);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #ask(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#target;
      const headers = { ...request.headers, "content-length": String(body.length) };
      const { method, url } = request;
      const upstream = ask({ hostname, port, method, path: url, headers, agent: this.#agent }, (answer) => {
        read(answer).then(
          (read) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: read }),
          reject,
        );
      });
      upstream.on("error", reject);
      // A worker that dies in the middle of a long poll hangs up at the cloud, too.
      response.once("close", () => {
        if (!response.writableFinished) upstream.destroy();
      });
      upstream.end(body);
    });
  }
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

function callOf({ headers }: IncomingMessage): ProxiedCall | undefined {
  const [target, operation] = String(headers["x-amz-target"] ?? "").split(".");
  if (operation === undefined) return undefined;
  if (target === "AmazonSQS") return { service: "sqs", operation };
  return target?.startsWith("DynamoDB") ? { service: "dynamodb", operation } : undefined;
}

/** Throttling by DynamoDB, and what SQS says when it cannot. */
function refuse({ service }: ProxiedCall, response: ServerResponse): void {
  const [status, type] =
    service === "sqs"
      ? ([500, "com.amazonaws.sqs#InternalFailure"] as const)
      : ([400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"] as const);
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify({ __type: type, message: "injected" }));
}

function contentType({ headers }: IncomingMessage): string {
  return headers["content-type"] ?? "application/x-amz-json-1.0";
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
