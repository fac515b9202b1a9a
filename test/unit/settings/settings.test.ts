import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  beatName,
  beatPrefix,
  deadLetterName,
  guardMargin,
  milliseconds,
  partialResponsesOn,
  queueName,
  readConfigFile,
  readSettings,
  tableName,
  timeBudget,
  variables,
} from "../../../src/settings/index.ts";
import { checkSendOptions } from "../../../src/task/index.ts";

describe("milliseconds", () => {
  it.each([
    [1_500, 1_500],
    ["250ms", 250],
    ["30s", 30_000],
    ["1.5m", 90_000],
    ["2h", 7_200_000],
    ["1d", 86_400_000],
  ] as const)("reads %s", (duration, ms) => {
    expect(milliseconds(duration)).toBe(ms);
  });

  it.each([["5 minutes"], ["-1s"], [-1], [Number.NaN], [""], ["s"], [null], ["1w"]])("refuses %s", (duration) => {
    expect(() => milliseconds(duration as never, "countdown")).toThrow("INVALID_DURATION");
  });
});

describe("names", () => {
  it("follow the app's name and say FIFO as SQS does", () => {
    expect(queueName("shop", "mail")).toBe("shop-mail");
    expect(queueName("shop", "orders.fifo")).toBe("shop-orders.fifo");
    expect(deadLetterName("shop", "orders.fifo")).toBe("shop-orders-dead-letters.fifo");
    expect(queueName("shop", "my.queue!x")).toBe("shop-my-queue-x");
    expect(tableName("shop")).toBe("shop-tasks");
    expect(variables("shop-eu").table).toBe("LOVAGE_SHOP_EU_TABLE");
  });
});

describe("the name of a schedule in EventBridge", () => {
  it("says whose it is and which, and what of it when there are several", () => {
    expect(beatName("shop", "monday-report")).toBe("lovage-shop.monday-report");
    expect(beatName("shop", "monday-report", 2)).toBe("lovage-shop.monday-report.2");
  });

  it("is no other's: neither of another app, nor of a schedule that is written otherwise", () => {
    const names = [
      beatName("shop", "mail-report"),
      beatName("shop-mail", "report"),
      beatName("shop", "report", 2),
      beatName("shop", "report.2"),
      beatName("shop", "hello every 10"),
      beatName("shop", "hello-every-10"),
      beatName("shop", "Hello every 10"),
      beatName("shop", "x".repeat(90)),
      beatName("shop", "x".repeat(91)),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names.slice(0, 1)) expect(name.startsWith(beatPrefix("shop-mail"))).toBe(false);
  });

  it("is one that AWS takes, whatever the schedule and the app are called", () => {
    for (const schedule of ["x".repeat(100), "say 'hello', every 10!", "\u00fcber \u{1F33F}", "a.b/c"]) {
      for (const app of ["shop", "a".repeat(40)]) {
        const names = [1, 2, 10].map((part) => beatName(app, schedule, part));
        for (const name of names) expect(name).toMatch(/^[0-9A-Za-z._-]{1,64}$/);
        expect(new Set(names.map((name) => name.replace(/\.\d+$/, ""))).size).toBe(1);
      }
    }
  });
});

describe("readSettings", () => {
  it("has a default for everything but the name", () => {
    expect(readSettings({ name: "shop" }, {})).toMatchObject({
      defaultQueue: "default",
      table: "shop-tasks",
      resultExpires: 86_400_000,
      track: "full",
      concurrency: 10,
      maxHops: 100,
      logLevel: "info",
    });
  });

  it("takes what a deployment sets from the environment, and what is written in code over it", () => {
    const env = {
      LOVAGE_SHOP_QUEUES: '{"default":"https://sqs/1/a","mail":"https://sqs/1/b"}',
      LOVAGE_SHOP_DEAD_LETTERS: '{"default":"https://sqs/1/dead"}',
      LOVAGE_SHOP_TABLE: "from-env",
      LOVAGE_SHOP_ROUTES: '{"mail.*":"mail"}',
      LOVAGE_LOG_LEVEL: "warn",
    };
    const settings = readSettings({ name: "shop", queues: { mail: { url: "https://sqs/1/mine" } } }, env);
    expect(settings.queues).toEqual({
      default: { url: "https://sqs/1/a", deadLetterUrl: "https://sqs/1/dead" },
      mail: { url: "https://sqs/1/mine" },
    });
    expect(settings).toMatchObject({ table: "from-env", routes: { "mail.*": "mail" }, logLevel: "warn" });
    expect(readSettings({ name: "shop", table: "in-code" }, env).table).toBe("in-code");
  });

  it("completes the URLs of queues that are written relative to the first", () => {
    const env = {
      LOVAGE_SHOP_QUEUES:
        '{"mail":"http://127.0.0.1:4566/000000000000/shop-mail","orders.fifo":"shop-orders.fifo","far":"https://sqs.eu-west-1.amazonaws.com/2/far"}',
      LOVAGE_SHOP_DEAD_LETTERS: '{"mail":"https://sqs/1/mail-dead","orders.fifo":"orders-dead.fifo"}',
    };
    expect(readSettings({ name: "shop" }, env).queues).toEqual({
      mail: { url: "http://127.0.0.1:4566/000000000000/shop-mail", deadLetterUrl: "https://sqs/1/mail-dead" },
      "orders.fifo": {
        url: "http://127.0.0.1:4566/000000000000/shop-orders.fifo",
        deadLetterUrl: "https://sqs/1/orders-dead.fifo",
      },
      far: { url: "https://sqs.eu-west-1.amazonaws.com/2/far" },
    });
  });

  it.each([
    ["LOVAGE_SHOP_QUEUES", '{"default":"shop-default"}'],
    ["LOVAGE_SHOP_QUEUES", "not json"],
    ["LOVAGE_SHOP_QUEUES", "[]"],
    ["LOVAGE_SHOP_ROUTES", '{"a":1}'],
    ["LOVAGE_LOG_LEVEL", "loud"],
  ])("refuses a malformed %s", (variable, value) => {
    expect(() => readSettings({ name: "shop" }, { [variable]: value })).toThrow(variable);
  });

  it("finds the endpoint of all services where the SDK would, and leaves those of single services to it", () => {
    const url = "http://127.0.0.1:4566";
    expect(readSettings({ name: "shop" }, { AWS_ENDPOINT_URL: url }).endpoint).toBe(url);
    expect(readSettings({ name: "shop", endpoint: "http://other" }, { AWS_ENDPOINT_URL: url }).endpoint).toBe(
      "http://other",
    );
    expect(
      readSettings({ name: "shop" }, { AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_SQS: "http://sqs" }).endpoint,
    ).toBeUndefined();
    expect(
      readSettings({ name: "shop" }, { AWS_ENDPOINT_URL: url, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }).endpoint,
    ).toBeUndefined();
  });

  it("asks whether a misspelt option was meant otherwise", () => {
    expect(() => readSettings({ name: "shop", resultExpire: "1d" } as never, {})).toThrow(
      'Did you mean "resultExpires"?',
    );
    expect(() => readSettings({ name: "shop", queues: { mail: { URL: "x" } as never } }, {})).toThrow(
      'Did you mean "url"?',
    );
  });

  it.each([
    [{ name: "" }],
    [{ name: "a b" }],
    [{ name: "shop", track: "some" }],
    [{ name: "shop", concurrency: 0 }],
    [{ name: "shop", endpoint: "localhost:4566" }],
    [{ name: "shop", logger: console.log }],
    [undefined],
  ])("refuses malformed options (%#)", (options) => {
    expect(() => readSettings(options as never, {})).toThrow("INVALID_OPTION");
  });

  it("call a malformed length of time what it is, and say whose it is", () => {
    const refused = (options: object) => () => readSettings({ name: "shop", ...options } as never, {});
    expect(refused({ timeLimit: "5 seconds" })).toThrow(
      'createApp: "timeLimit" is "5 seconds", which is no duration. Write milliseconds as a number, or "500ms", "30s", "5m", "2h", "1d". [INVALID_DURATION]',
    );
    expect(() => checkSendOptions({ countdown: "5 seconds" as never })).toThrow(
      /"countdown" is .*\[INVALID_DURATION\]/,
    );
    expect(() => checkSendOptions({ expires: "5 seconds" as never })).toThrow(/"expires" is .*\[INVALID_DURATION\]/);
    expect(() => checkSendOptions({ expires: {} as never })).toThrow(/a Date.*\[INVALID_OPTION\]/);
  });

  it("is frozen", () => {
    expect(Object.isFrozen(readSettings({ name: "shop" }, {}))).toBe(true);
  });
});

describe("readConfigFile", () => {
  const file = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "lovage-config-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "lovage.json"), text);
    return join(folder, "lovage.json");
  };

  it("reads options from JSON", () => {
    expect(readConfigFile(file('{"resultExpires":"2h"}'))).toEqual({ resultExpires: "2h" });
  });

  it("refuses a file that is not there, is no JSON, is no object, or has an unknown option", () => {
    expect(() => readConfigFile("/no/such/file.json")).toThrow("INVALID_CONFIG_FILE");
    expect(() => readConfigFile(file("{"))).toThrow("INVALID_CONFIG_FILE");
    expect(() => readConfigFile(file("[1]"))).toThrow("INVALID_CONFIG_FILE");
    expect(() => readConfigFile(file('{"resultExpire":"2h"}'))).toThrow("UNKNOWN_OPTION");
  });
});

describe("timeBudget", () => {
  it("never hides messages for less time than the function may run", () => {
    for (const timeLimit of [undefined, 1, 30, 600, 890, 5_000]) {
      const budget = timeBudget(timeLimit === undefined ? {} : { timeLimit });
      expect(budget.visibilityTimeout).toBeGreaterThan(budget.functionTimeout);
      expect(budget.functionTimeout).toBeLessThanOrEqual(900);
    }
    expect(timeBudget({ timeLimit: 30 })).toEqual({ functionTimeout: 40, visibilityTimeout: 100 });
    expect(timeBudget({ functionTimeout: 900 }).visibilityTimeout).toBe(960);
  });

  it("keeps a margin before the deadline that fits in the time that is left", () => {
    expect(guardMargin(60_000)).toBe(3_000);
    expect(guardMargin(900_000)).toBe(10_000);
    expect(guardMargin(3_000)).toBe(1_000);
    expect(guardMargin(1_000)).toBe(500);
  });
});

describe("partialResponsesOn", () => {
  it("is asked of Lambda functions only", () => {
    expect(partialResponsesOn({})).toBe(true);
    expect(partialResponsesOn({ AWS_LAMBDA_FUNCTION_NAME: "f" })).toBe(false);
    expect(partialResponsesOn({ AWS_LAMBDA_FUNCTION_NAME: "f", LOVAGE_PARTIAL_RESPONSES: "1" })).toBe(true);
  });
});
