import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { readLog } from "../../../src/aws/logs/index.ts";
import { readSettings } from "../../../src/settings/index.ts";

type Answer = { readonly status?: number; readonly body: object };

const servers: (() => void)[] = [];
afterEach(() => {
  for (const close of servers.splice(0)) close();
});

/** CloudWatch Logs with given answers, one after the other. */
async function logs(answers: readonly Answer[]) {
  const asked: Record<string, unknown>[] = [];
  const left = [...answers];
  const server = createServer(async (request, response) => {
    asked.push({ target: request.headers["x-amz-target"], ...((await json(request)) as object) });
    const { status = 200, body } = left.shift() ?? { body: {} };
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, settings: readSettings({ name: "shop", endpoint, region: "eu-north-1" }, {}) };
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

describe("a function's log", () => {
  it("is read page by page, also past a page with nothing in it", async () => {
    const line = (n: number) => ({ eventId: `e${n}`, timestamp: n, logStreamName: "s", message: `line ${n}\n` });
    const { asked, settings } = await logs([
      { body: { events: [line(1), line(2)], nextToken: "a" } },
      { body: { events: [], nextToken: "b" } },
      { body: { events: [line(3)] } },
    ]);
    const found = await all(readLog(settings, { logGroup: "/aws/lambda/worker", from: 1, text: 'a "task"' }));
    expect(found.map(({ id, at, text }) => [id, at, text])).toEqual([
      ["e1", 1, "line 1"],
      ["e2", 2, "line 2"],
      ["e3", 3, "line 3"],
    ]);
    const common = {
      target: "Logs_20140328.FilterLogEvents",
      logGroupName: "/aws/lambda/worker",
      startTime: 1,
      filterPattern: '"a \\"task\\""',
    };
    expect(asked).toEqual([common, { ...common, nextToken: "a" }, { ...common, nextToken: "b" }]);
  });

  it("has no lines where its group is not there yet", async () => {
    const body = { __type: "ResourceNotFoundException", message: "The specified log group does not exist." };
    const { settings } = await logs([{ status: 400, body }]);
    expect(await all(readLog(settings, { logGroup: "/aws/lambda/new", from: 1 }))).toEqual([]);
  });

  it("that may not be read says so", async () => {
    const body = { __type: "AccessDeniedException", message: "not authorized to perform logs:FilterLogEvents" };
    const { settings } = await logs([{ status: 400, body }]);
    await expect(all(readLog(settings, { logGroup: "/aws/lambda/worker", from: 1 }))).rejects.toThrow(/AWS_REFUSED/);
  });
});
