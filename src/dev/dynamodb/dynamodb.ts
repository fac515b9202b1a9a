import { mkdir } from "node:fs/promises";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { readBody } from "../wire/index.ts";

/** What stands before the dot of DynamoDB's X-Amz-Target. */
export const dynamoDbTarget = "DynamoDB_20120810";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string;
}

/**
 * DynamoDB: dynalite, without its own port. It is handed whole requests, because it throws, past every handler, at one whose
 * client hangs up half-way; and it is closed only when all that it was asked is answered, because it throws then, too.
 */
export class DynamoDb {
  readonly #dynalite: Server;
  readonly #open = new Set<Promise<Answer>>();

  private constructor(dynalite: Server) {
    this.#dynalite = dynalite;
  }

  /** @param path - the folder of its LevelDB. @default in memory */
  static async open(path?: string): Promise<DynamoDb> {
    // A tenth of a second to load, and of no use to those who only bundle.
    const { default: dynalite } = await import("dynalite");
    if (path !== undefined) await mkdir(path, { recursive: true });
    const at = path === undefined ? {} : { path };
    return new DynamoDb(dynalite({ ...at, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }));
  }

  /** Answers a request; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "POST", url = "/", headers } = request;
    try {
      const answer = await this.#ask(method, url, headers, await readBody(request));
      if (!response.destroyed) response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      // The client hung up while it sent the request, or sent more than DynamoDB takes.
      response.destroy();
    }
  }

  /** Makes a table, unless there is one of that name, and waits until it can be used. @param definition - a CreateTable's input */
  async createTable(definition: { readonly TableName: string }): Promise<void> {
    const { TableName } = definition;
    await this.#call("CreateTable", definition, "ResourceInUseException");
    for (;;) {
      const { Table } = await this.#call("DescribeTable", { TableName });
      if (Table?.TableStatus === "ACTIVE") return;
    }
  }

  /** Waits for what is being answered, and closes the database. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#open);
    // dynalite closes its database only behind a server that listens.
    await new Promise<void>((resolve) => this.#dynalite.listen(0, "127.0.0.1", resolve));
    await new Promise<void>((resolve, reject) => this.#dynalite.close((error) => (error ? reject(error) : resolve())));
  }

  async #call(operation: string, input: object, accepted?: string): Promise<{ Table?: { TableStatus: string } }> {
    const headers = { ...unsigned, "x-amz-target": `${dynamoDbTarget}.${operation}` };
    const { status, body } = await this.#ask("POST", "/", headers, JSON.stringify(input));
    if (status !== 200 && !(accepted && body.includes(accepted))) throw new Error(`dynalite, ${operation}: ${body}`);
    return JSON.parse(body);
  }

  #ask(method: string, url: string, headers: IncomingHttpHeaders, body: string): Promise<Answer> {
    const asked: Promise<Answer> = new Promise<Answer>((resolve) => {
      const request = Object.assign(Readable.from([body]), { method, url, headers });
      this.#dynalite.emit("request", request, new Recorder(resolve));
    }).finally(() => this.#open.delete(asked));
    this.#open.add(asked);
    return asked;
  }
}

/** dynalite looks for a signature, not at it. */
const unsigned = {
  "content-type": "application/x-amz-json-1.0",
  "x-amz-date": "20260101T000000Z",
  authorization: "AWS4-HMAC-SHA256 Credential=test, SignedHeaders=host, Signature=none",
};

/** The part of a ServerResponse that dynalite uses. */
class Recorder {
  statusCode = 200;
  readonly #headers: Record<string, string | number> = {};
  readonly #answer: (answer: Answer) => void;

  constructor(answer: (answer: Answer) => void) {
    this.#answer = answer;
  }

  setHeader(name: string, value: string | number): void {
    this.#headers[name] = value;
  }

  end(body = ""): void {
    this.#answer({ status: this.statusCode, headers: this.#headers, body });
  }
}
