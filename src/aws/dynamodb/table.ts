import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { LovageError } from "../../errors/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import { sendRemaining } from "../send-remaining.ts";
import type { ServiceLink } from "../service-link.ts";
import { getRequest, inParts, MOST_READS, MOST_WRITES, putRequest } from "./batches.ts";
import type { Item } from "./item.ts";

/** What became of a conditional write: the item as it was before (where that was asked for), or the one that refused it. */
export type Written =
  | { readonly done: true; readonly old: Item | undefined }
  | { readonly done: false; readonly item: Item | undefined };

/** One table: sends what is planned elsewhere, in as few calls as DynamoDB allows. */
export class Table {
  readonly #dynamodb: ServiceLink<DynamoDBClient>;
  readonly #name: string;
  readonly #runtime: Runtime;
  readonly #absent: (cause: unknown) => LovageError;

  /** @param variable - the environment variable that names the table, for the error when it is not there. */
  constructor(dynamodb: ServiceLink<DynamoDBClient>, name: string, variable: string, runtime: Runtime) {
    this.#dynamodb = dynamodb;
    this.#name = name;
    this.#runtime = runtime;
    this.#absent = (cause) => new LovageError("TABLE_NOT_FOUND", { table: name, variable }, { cause });
  }

  /** Changes the item of `key` if the request's condition holds. */
  update(key: Item, request: UpdateItemCommandInput): Promise<Written> {
    const command = new UpdateItemCommand(request);
    return this.#conditional("UpdateItem", key, async (client) => (await client.send(command)).Attributes);
  }

  /** Replaces the item of `key` if the request's condition holds. */
  put(key: Item, request: PutItemCommandInput): Promise<Written> {
    const command = new PutItemCommand(request);
    return this.#conditional("PutItem", key, async (client) => (await client.send(command)).Attributes);
  }

  /** The item as it was last written. */
  async get(key: Item): Promise<Item | undefined> {
    const command = new GetItemCommand({ TableName: this.#name, Key: key, ConsistentRead: true });
    return (await this.#call("GetItem", (client) => client.send(command))).Item;
  }

  async delete(key: Item): Promise<void> {
    const command = new DeleteItemCommand({ TableName: this.#name, Key: key });
    await this.#call("DeleteItem", (client) => client.send(command));
  }

  query(request: QueryCommandInput): Promise<QueryCommandOutput> {
    return this.#call("Query", (client) => client.send(new QueryCommand(request)));
  }

  /** The items that there are for the keys, in any order. @throws LovageError AWS_REFUSED when some stay unread */
  async getAll(keys: readonly Item[]): Promise<Item[]> {
    const found: Item[] = [];
    const readSome = async (some: readonly Item[]) => {
      const command = new BatchGetItemCommand(getRequest(this.#name, some));
      const answer = await this.#call("BatchGetItem", (client) => client.send(command));
      found.push(...(answer.Responses?.[this.#name] ?? []));
      return answer.UnprocessedKeys?.[this.#name]?.Keys ?? [];
    };
    const left = await Promise.all(
      inParts(keys, MOST_READS).map((part) => sendRemaining(part, readSome, this.#runtime)),
    );
    const unread = left.flat().length;
    if (unread === 0) return found;
    const problem = `${unread} of ${keys.length} items stayed unread after several tries (is the table throttled?)`;
    throw new LovageError("AWS_REFUSED", { service: "DynamoDB", operation: "BatchGetItem", problem });
  }

  /** Puts items without conditions, and answers with those that DynamoDB did not take, however often they were sent. */
  async putAll(items: readonly Item[]): Promise<readonly Item[]> {
    const parts = inParts(items, MOST_WRITES);
    const ends = await Promise.allSettled(parts.map((part) => this.#putPart(part)));
    const failures = ends.filter((end) => end.status === "rejected");
    // Where a part is written its tasks are done, and must not run again because another part has failed.
    if (failures.length > 0 && failures.length === parts.length) throw failures[0]?.reason;
    for (const { reason } of failures) this.#runtime.logger.error({ error: reason }, "some items could not be written");
    return ends.flatMap((end, index) => (end.status === "fulfilled" ? end.value : (parts[index] ?? [])));
  }

  #putPart(part: readonly Item[]): Promise<readonly Item[]> {
    const putSome = async (items: readonly Item[]) => {
      const command = new BatchWriteItemCommand(putRequest(this.#name, items));
      const { UnprocessedItems = {} } = await this.#call("BatchWriteItem", (client) => client.send(command));
      return (UnprocessedItems[this.#name] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item ? [PutRequest.Item] : [],
      );
    };
    return sendRemaining(part, putSome, this.#runtime);
  }

  async #conditional(
    operation: string,
    key: Item,
    write: (client: DynamoDBClient) => Promise<Item | undefined>,
  ): Promise<Written> {
    const written = await this.#call(operation, async (client): Promise<Written> => {
      try {
        return { done: true, old: await write(client) };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return { done: false, item: error.Item };
        throw error;
      }
    });
    // DynamoDB brings the item that refused the write; dynalite leaves it out.
    return written.done || written.item ? written : { done: false, item: await this.get(key) };
  }

  #call<T>(operation: string, send: (client: DynamoDBClient) => Promise<T>): Promise<T> {
    return this.#dynamodb.call(operation, send, { absent: this.#absent });
  }
}
