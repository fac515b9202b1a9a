import type { LovageError } from "../errors/index.ts";
import { type Service, translateError } from "./translate-error.ts";
import { Turnstile } from "./turnstile.ts";

/** How many requests one service is asked at the same time; long polls do not count. */
const MOST_AT_ONCE = 128;

/** What is special about a call. */
export interface CallOptions {
  /** The error for a queue or table that is not there. @default AWS_REFUSED */
  readonly absent?: (cause: unknown) => LovageError;
  /** Whether it is a long poll, which must not keep other calls waiting. @default false */
  readonly longPoll?: boolean;
}

/** The line to one AWS service: its client, made at the first call, and its errors turned into ours. */
export class ServiceLink<Client> {
  readonly #service: Service;
  readonly #connect: () => Client;
  readonly #endpoint: string | undefined;
  readonly #turnstile = new Turnstile(MOST_AT_ONCE);
  #client: Client | undefined;

  constructor(service: Service, endpoint: string | undefined, connect: () => Client) {
    this.#service = service;
    this.#endpoint = endpoint;
    this.#connect = connect;
  }

  /**
   * Makes one call.
   *
   * @throws LovageError ENDPOINT_UNREACHABLE, NO_CREDENTIALS, AWS_REFUSED, or what `options.absent` makes
   */
  async call<T>(operation: string, send: (client: Client) => Promise<T>, options: CallOptions = {}): Promise<T> {
    try {
      this.#client ??= this.#connect();
      const client = this.#client;
      return options.longPoll ? await send(client) : await this.#turnstile.pass(() => send(client));
    } catch (error) {
      const { absent } = options;
      throw translateError(error, { service: this.#service, operation, endpoint: this.#endpoint, absent });
    }
  }
}
