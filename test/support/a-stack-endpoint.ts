import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Stacks that CloudFormation is to know: their outputs, by description. */
export type Stacks = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * An endpoint that plays CloudFormation's DescribeStacks and ListStacks, in its own XML, and passes all else on.
 *
 * @param behind - where the other services are. @default nowhere: what is asked of them fails
 * @param listable - whether ListStacks is allowed
 */
export async function aStackEndpoint(stacks: Stacks, { behind = "", listable = true } = {}): Promise<string> {
  const server = createServer((incoming, response) => {
    const isQuery = incoming.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    if (!isQuery && behind !== "") {
      const { method, headers, url } = incoming;
      const passed = request(new URL(url ?? "/", behind), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      incoming.pipe(passed);
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { status, text } = answerTo(new URLSearchParams(Buffer.concat(chunks).toString()), stacks, listable);
      response.writeHead(status, { "content-type": "text/xml" }).end(text);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answerTo(asked: URLSearchParams, stacks: Stacks, listable: boolean): { status: number; text: string } {
  if (asked.get("Action") === "ListStacks") {
    if (!listable) return refusal(403, "AccessDenied", "not authorized to perform: cloudformation:ListStacks");
    const members = Object.keys(stacks).map((name) => `<member><StackName>${name}</StackName></member>`);
    return answer("ListStacks", `<StackSummaries>${members.join("")}</StackSummaries>`);
  }
  const name = asked.get("StackName") ?? "";
  const outputs = stacks[name];
  if (!outputs) return refusal(400, "ValidationError", `Stack with id ${name} does not exist`);
  const members = Object.entries(outputs).map(
    ([description, value]) =>
      `<member><OutputKey>${description.replaceAll("_", "")}</OutputKey><OutputValue>${escaped(value)}</OutputValue><Description>${description}</Description></member>`,
  );
  const stack = `<StackName>${name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime>`;
  return answer("DescribeStacks", `<Stacks><member>${stack}<Outputs>${members.join("")}</Outputs></member></Stacks>`);
}

function answer(action: string, inside: string) {
  const text = `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${inside}</${action}Result></${action}Response>`;
  return { status: 200, text };
}

function refusal(status: number, code: string, message: string) {
  const text = `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return { status, text };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
