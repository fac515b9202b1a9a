import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { LovageError } from "../../errors/index.ts";

/** The port that LocalStack has made known for a local AWS. */
const USUAL_PORT = 4566;

/**
 * Listens on 127.0.0.1 alone, and answers with the port.
 *
 * @param port - @default 4566, or one that is free when that is taken
 * @throws LovageError PORT_TAKEN
 */
export async function listen(server: Server, port?: number): Promise<number> {
  if (port !== undefined) return listenAt(server, port);
  try {
    return await listenAt(server, USUAL_PORT);
  } catch (error) {
    if (!LovageError.is(error, "PORT_TAKEN")) throw error;
    return listenAt(server, 0);
  }
}

async function listenAt(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (cause) {
    if (!(cause instanceof Error) || !("code" in cause) || cause.code !== "EADDRINUSE") throw cause;
    throw new LovageError("PORT_TAKEN", { port }, { cause });
  }
  return (server.address() as AddressInfo).port;
}
