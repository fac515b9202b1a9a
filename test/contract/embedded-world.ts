import { createServer, type RequestListener, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { sqsService } from "../../src/dev/sqs/index.ts";
import { handleAwsJson } from "../../src/dev/wire/index.ts";
import { QueueEngine } from "../../src/queue/index.ts";
import { FrozenClock, uuidIds } from "../../src/runtime/index.ts";
import { awsWorld } from "./aws-world.ts";
import { knownFaults } from "./known-faults.ts";
import type { World } from "./world.ts";

/** dynalite brings no types. */
const dynalite: (options: { createTableMs: number; deleteTableMs: number }) => Server = createRequire(import.meta.url)(
  "dynalite",
);

/** An endpoint that plays SQS and DynamoDB behind one port, on a clock that stands still. */
export async function embeddedEndpoint(): Promise<{
  endpoint: string;
  clock: FrozenClock;
  close: () => Promise<void>;
}> {
  const clock = new FrozenClock();
  const ids = uuidIds(clock);
  const engine = new QueueEngine({ clock, ids });
  const sqs = handleAwsJson([sqsService(engine)], { ids });
  const dynamodb = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  const listener: RequestListener = (request, response) => {
    const isDynamo = String(request.headers["x-amz-target"]).startsWith("DynamoDB_");
    if (isDynamo) dynamodb.emit("request", request, response);
    else void sqs(request, response);
  };
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    engine.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { endpoint: `http://127.0.0.1:${port}`, clock, close };
}

/** The AWS adapters in front of the embedded cloud's SQS and dynalite. */
export async function embeddedWorld(): Promise<World> {
  const { endpoint, clock, close } = await embeddedEndpoint();
  const world = await awsWorld({
    endpoint,
    faults: knownFaults("embedded"),
    runtime: { clock },
    elapse: (ms) => clock.advance(ms),
  });
  return {
    ...world,
    close: async () => {
      await world.close();
      await close();
    },
  };
}
