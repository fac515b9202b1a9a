import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A door in the test's own process, at which another process knocks by `fetch(url)`, and waits until it is opened. */
export interface Gate {
  readonly url: string;
  /** Resolves when somebody has knocked. */
  readonly knocked: Promise<void>;
  /** Resolves when who has knocked is gone without having been let in: its process has ended. */
  readonly left: Promise<void>;
  open(): void;
}

/** Sets up a gate for the length of a test. */
export async function aGate(): Promise<Gate> {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const request = once(server, "request") as Promise<[IncomingMessage, ServerResponse]>;
  const left = request.then(([, response]) => new Promise<void>((resolve) => response.once("close", resolve)));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    knocked: request.then(() => {}),
    left,
    open: () => void request.then(([, response]) => response.end()),
  };
}
