import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Objects, objectsInFolder, objectsInMemory } from "./objects.ts";

/** What answers requests to S3. */
export interface S3 {
  /** Whether a request is signed for S3. */
  owns(request: IncomingMessage): boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** S3 takes up to 5 GB in one PutObject; what is kept here is held in memory once. */
const LARGEST = 256 * 1_048_576;

/**
 * PutObject, GetObject, HeadObject and DeleteObject, with the bucket in the path. Every bucket is there, and nothing expires.
 *
 * @param folder - where objects are kept between starts. @default in memory
 */
export function s3(folder?: string): S3 {
  const objects = folder === undefined ? objectsInMemory() : objectsInFolder(folder);
  return {
    owns: ({ headers }) => headers.authorization?.includes("/s3/aws4_request") ?? false,
    async handle(request, response) {
      try {
        await answer(request, response, objects);
      } catch (error) {
        if (!response.headersSent) fault(response, 500, "InternalError", String(error));
      }
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, objects: Objects): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const [, bucket, key] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  searchParams.delete("x-id");
  const { method = "" } = request;
  if (!bucket || !key || searchParams.size > 0 || !["PUT", "GET", "HEAD", "DELETE"].includes(method)) {
    request.resume();
    const known = "PutObject, GetObject, HeadObject and DeleteObject, with the bucket in the path";
    return fault(response, 501, "NotImplemented", `The embedded cloud knows of S3 ${known}.`);
  }
  const name = `${bucket}/${decodeURIComponent(key)}`;
  if (method === "PUT") return put(name, request, response, objects);
  request.resume();
  if (method === "DELETE") {
    objects.remove(name);
    response.writeHead(204).end();
    return;
  }
  const body = objects.get(name);
  if (!body) return fault(response, 404, "NoSuchKey", "The specified key does not exist.");
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length, etag: etagOf(body) });
  response.end(method === "HEAD" ? undefined : body);
}

async function put(name: string, request: IncomingMessage, response: ServerResponse, objects: Objects): Promise<void> {
  if (String(request.headers["x-amz-content-sha256"]).startsWith("STREAMING-")) {
    request.resume();
    return fault(response, 501, "NotImplemented", "The embedded cloud reads no bodies in signed chunks.");
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST) chunks.push(chunk);
  }
  if (bytes > LARGEST) return fault(response, 400, "EntityTooLarge", `The object is larger than ${LARGEST} bytes.`);
  const body = Buffer.concat(chunks);
  objects.put(name, body);
  response.writeHead(200, { etag: etagOf(body) }).end();
}

function etagOf(body: Buffer): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}

function fault(response: ServerResponse, status: number, code: string, message: string): void {
  const text = message.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  response.writeHead(status, { "content-type": "application/xml" }).end(xml);
}
