import { Stack } from "aws-cdk-lib";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { describe, expect, it } from "vitest";
import { Lovage, type LovageProps } from "../../cdk/index.ts";
import { LovageError } from "../../src/index.ts";
import { readSettings } from "../../src/settings/index.ts";
import { aStack } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const queuesOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`queueNumber${i + 100}`, {}]));
const shopWith = (count: number, props: Partial<LovageProps> = {}, stack = aStack()) =>
  new Lovage(stack, "Shop", { app: "shop", entry, queues: queuesOf(count), ...props });
const synthesize = (shop: Lovage) => Template.fromStack(Stack.of(shop));

/** The environment as the deployment would fill it in. */
function deployed(shop: Lovage): Record<string, string> {
  const template = synthesize(shop).toJSON();
  const [fn] = Object.values(template.Resources).filter((r) => Object(r).Type === "AWS::Lambda::Function");
  const url = (id: string) =>
    `https://sqs.eu-west-1.amazonaws.com/123456789012/${template.Resources[id].Properties.QueueName}`;
  const variables: object = Object(fn).Properties.Environment.Variables;
  const text = (value: unknown): string => {
    if (typeof value === "string") return value;
    const { Ref, "Fn::Join": join, "Fn::GetAtt": attribute } = Object(value);
    if (join) return join[1].map(text).join(join[0]);
    const name = `ShopStack-${Ref ?? attribute[0]}-EFGHIJKLMNOP`;
    if (attribute) return `arn:aws:service:eu-west-1:123456789012:${name}`;
    return template.Resources[Ref].Type === "AWS::SQS::Queue" ? url(Ref) : name;
  };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, text(value)]));
}

describe("a function's environment", () => {
  it("holds the queues of a large app, which a worker reads back as whole URLs", () => {
    const shop = shopWith(22);
    const environment = deployed(shop);
    console.log(`environment of a worker with 22 queues: ${Buffer.byteLength(JSON.stringify(environment))} bytes`);
    expect(Buffer.byteLength(JSON.stringify(environment))).toBeLessThanOrEqual(4096);
    const { queues } = readSettings({ name: "shop" }, environment);
    expect(Object.keys(queues)).toHaveLength(22);
    for (const [name, { url, deadLetterUrl }] of Object.entries(queues)) {
      expect(url).toMatch(
        new RegExp(`^https://sqs.eu-west-1.amazonaws.com/123456789012/ShopStack-Shop-Queues-${name}-\\w{8}$`),
      );
      expect(deadLetterUrl).toBe(`${url}-dead-letters`);
    }
  });

  it("is refused at synthesis where it is too large for Lambda, with what to do", () => {
    const shop = shopWith(40);
    let error: unknown;
    try {
      synthesize(shop);
    } catch (thrown) {
      error = thrown;
    }
    expect(LovageError.is(error, "ENVIRONMENT_TOO_LARGE") && error.message).toMatch(
      /^The environment variables of ShopStack\/Shop\/Workers\/default\/Resource come to \d{4} bytes; Lambda allows 4096 in all. Give some queues a worker of their own/,
    );
  });

  it("counts what is added to the function later", () => {
    const shop = shopWith(1);
    shop.workers.default?.function.addEnvironment("TOO_MUCH", "x".repeat(4096));
    expect(() => synthesize(shop)).toThrow(/Lambda allows 4096 in all/);
  });

  it("is guarded at who is granted to send, too", () => {
    const stack = aStack();
    const environment = { OWN: "x".repeat(3900) };
    const web = new Lambda(stack, "Web", {
      runtime: Runtime.NODEJS_24_X,
      handler: "a.b",
      code: Code.fromInline("//"),
      environment,
    });
    const shop = shopWith(3, {}, stack);
    shop.grants.send(web);
    expect(() => synthesize(shop)).toThrow(/The environment variables of ShopStack\/Web come to/);
  });

  it("is warned of where only the deployment knows whether it fits", () => {
    const shop = shopWith(1, { environment: { OWN: "x".repeat(3600) } });
    synthesize(shop);
    const warning = Match.stringLikeRegexp("may come to \\d+ bytes at deployment, and Lambda allows 4096");
    Annotations.fromStack(Stack.of(shop)).hasWarning("*", warning);
  });
});
