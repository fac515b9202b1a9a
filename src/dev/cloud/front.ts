import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { accountId, region } from "../account.ts";
import { type DynamoDb, dynamoDbTarget } from "../dynamodb/index.ts";
import type { S3 } from "../s3/index.ts";
import type { Scheduler } from "../scheduler/index.ts";
import { type RequestHandler, targetOf } from "../wire/index.ts";
import { isFromHere } from "./is-from-here.ts";

/** Where a program asks whether the cloud is up. */
export const healthPath = "/_lovage/health";

/** Who answers: S3 where a request is signed for it, Scheduler where a path is its own, else whom X-Amz-Target names. */
export interface FrontParts {
  readonly dynamodb: DynamoDb;
  readonly scheduler: Scheduler;
  readonly s3: S3;
  /** All others. */
  readonly awsJson: RequestHandler;
  /** The names of all, for who asks. */
  readonly services: readonly string[];
}

/** The one port of the cloud. */
export function createFront({ dynamodb, scheduler, s3, awsJson, services }: FrontParts): Server {
  const front = createServer((request, response) => {
    if (!isFromHere(request)) return refuse(request, response);
    if (s3.owns(request)) return void s3.handle(request, response);
    if (scheduler.owns(request)) return void scheduler.handle(request, response);
    if (request.headers["x-amz-target"] === undefined && isReading(request)) {
      return greet(request, response, services);
    }
    if (targetOf(request)?.service === dynamoDbTarget) return void dynamodb.handle(request, response);
    return void awsJson(request, response);
  });
  // Clients keep their sockets for a while; one that is closed just as it is used again costs them a retry.
  front.keepAliveTimeout = 60_000;
  return front;
}

/** Closes the port, and with it the sockets that clients keep. */
export async function shut(front: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => front.close(() => resolve()));
  front.closeAllConnections();
  await closed;
}

function isReading({ method }: IncomingMessage): boolean {
  return method === "GET" || method === "HEAD";
}

function greet(request: IncomingMessage, response: ServerResponse, services: readonly string[]): void {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const known = path === "/" || path === healthPath;
  const body = known
    ? { status: "running", by: "lovage dev", services, account: accountId, region }
    : { message: `There is nothing at ${path}. AWS clients send POST requests with a header X-Amz-Target.` };
  write(response, known ? 200 : 404, body);
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const message = "The embedded cloud answers programs on this machine. Address it as localhost or 127.0.0.1.";
  write(response, 403, { __type: "com.amazon.coral.service#AccessDeniedException", message });
}

function write(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
