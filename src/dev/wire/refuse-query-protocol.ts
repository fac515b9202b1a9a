import type { IncomingMessage, ServerResponse } from "node:http";

/** Whether a request speaks the Query protocol, which AWS SDKs have left behind for AWS JSON. */
export function isQueryProtocol(request: IncomingMessage): boolean {
  return (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
}

/** Answers the Query protocol in its own XML, so that an old client shows the sentence instead of choking on JSON. */
export function refuseQueryProtocol(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const message =
    "This endpoint speaks AWS JSON 1.0 (header X-Amz-Target), not the Query protocol. Use a newer AWS SDK: boto3 1.28.82, AWS SDK for JavaScript 3.447, Java 2.21.19, Go v2 1.23, or any later one.";
  const text = `<?xml version="1.0"?><ErrorResponse><Error><Type>Sender</Type><Code>UnsupportedProtocol</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  request.resume();
  response.writeHead(400, { "content-type": "text/xml", "x-amzn-requestid": requestId });
  response.end(text);
}
