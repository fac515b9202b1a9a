import { LambdaClient } from "@aws-sdk/client-lambda";

/**
 * The names of all log groups. CloudWatch Logs is asked in its own JSON, signed by the signer of a client that we have:
 * this one call is not worth a client of its own.
 */
export async function listLogGroups(): Promise<string[]> {
  const client = new LambdaClient({});
  try {
    const region = await client.config.region();
    const endpoint = new URL(process.env.AWS_ENDPOINT_URL ?? `https://logs.${region}.amazonaws.com`);
    const signingName = "logs";
    const signer = await client.config.signer({ name: "sigv4", signingName, signingRegion: region, properties: {} });
    const names: string[] = [];
    let nextToken: string | undefined;
    do {
      const body = JSON.stringify({ nextToken });
      const request = await signer.sign({
        method: "POST",
        protocol: endpoint.protocol,
        hostname: endpoint.hostname,
        port: Number(endpoint.port) || undefined,
        path: "/",
        query: {},
        headers: {
          host: endpoint.host,
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": "Logs_20140328.DescribeLogGroups",
        },
        body,
      });
      const response = await fetch(endpoint, { method: "POST", headers: request.headers, body });
      if (!response.ok) throw new Error(`DescribeLogGroups answered ${response.status}: ${await response.text()}`);
      const answer = (await response.json()) as { logGroups: { logGroupName: string }[]; nextToken?: string };
      names.push(...answer.logGroups.map(({ logGroupName }) => logGroupName));
      nextToken = answer.nextToken;
    } while (nextToken);
    return names;
  } finally {
    client.destroy();
  }
}
