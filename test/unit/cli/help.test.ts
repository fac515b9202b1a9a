import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program.ts";
import { run, TestShell } from "./run-in-process.ts";

const help = async (...argv: string[]) => {
  const { code, stdout, stderr } = await run([...argv, "--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
};

describe("lovage --help", () => {
  it("shows the commands, examples and exit codes", async () => {
    expect(await help()).toMatchInlineSnapshot(`
      "Usage: lovage [options] [command]

      Celery for serverless AWS: run workers, send tasks, read their results, keep
      schedules.

      Options:
        -V, --version                    print the version
        -h, --help                       print this help

      Commands:
        dev [options] <files...>         run the embedded cloud with an app's tasks in
                                         it
        worker [options] <files...>      run an app's tasks in this process
        send [options] <task> [args...]  send a task by its name
        result [options] <id>            print the state and the result of a task
        task [options] <id>              print all that is known of a task, with its
                                         attempts
        revoke [options] <ids...>        keep tasks from running, or end them
        retry [options] <ids...>         give failed tasks another round of attempts
        tasks [options] <files...>       list the tasks of an app
        status [options]                 print how an app is: queues, schedules,
                                         workers
        top [options]                    show live what runs, what fails, and how long
                                         it takes
        history [options]                list the tasks that ended, the latest first
        queues [options]                 list the queues of an app, and how deep they
                                         are
        purge [options] <queue>          delete all messages of a queue
        dead-letters                     look at, send back and discard what was given
                                         up on
        schedules                        list, put, run and remove schedules
        logs [options]                   print what the functions have logged
        doctor [options]                 check a deployment, and say what to fix
        dashboard [options]              serve a page that shows an app, and its API
        completion [options] <shell>     print a script that completes commands and
                                         options
        help [command]                   print the help of a command

      Examples:
        $ lovage dev src/tasks.ts                     a cloud of your own, and your tasks in it
        $ lovage send add 4 4 --name shop --wait      send a task and print its result
        $ lovage worker src/tasks.ts --queues mail    run tasks in this process
        $ lovage status --stack Shop --watch          queues, schedules and workers of a deployment
        $ lovage schedules list --stack Shop          what runs by itself, and how it went

      Where:
        Commands find AWS as the AWS SDK does: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL.
        LOVAGE_APP names the app where no --name, --stack or --app does.

      Exit codes:
        0 done   1 the task failed or was revoked   2 wrong usage   3 not finished yet
        4 Lovage could not do it   130, 143 ended by Ctrl-C, by SIGTERM
      "
    `);
  });

  it("is the same of help before the words of a command", async () => {
    for (const words of [["send"], ["schedules", "put"], ["dead-letters", "redrive"]]) {
      expect(await run(["help", ...words])).toEqual({ code: 0, stdout: await help(...words), stderr: "" });
    }
  });

  it("shows how to run the embedded cloud", async () => {
    expect(await help("dev")).toMatchInlineSnapshot(`
      "Usage: lovage dev [options] <files...>

      Runs SQS, DynamoDB, EventBridge and Lambda in this process, on one port, with
      the queues and the table of an app, and its tasks as the function. The tasks are
      loaded again when a file changes. No account, no Docker.

      Arguments:
        files                   the modules that define the app and its tasks

      Options:
        -p, --port <n>          the port of the endpoint (default: 4566, or a free one
                                when that is taken)
        --data <dir>            keep queues, table and schedules in this folder
                                between starts (default: in memory)
        -l, --loglevel <level>  debug, info, warn, error or silent (default:
                                LOVAGE_LOG_LEVEL, then info)
        --dashboard-port <n>    the port of the dashboard (default: 5555, or a free
                                one when that is taken)
        --no-dashboard          open no dashboard
        --grace <duration>      how long a stop waits for running tasks (default:
                                "10s")
        --exit-with-stdin       end when the standard input does: for a program that
                                starts it, so that none is left
        --json                  print JSON on stdout, and errors as JSON on stderr
        --no-color              print without colours (as NO_COLOR does)
        -h, --help              print this help

      Examples:
        $ lovage dev src/tasks.ts
        $ lovage dev src/tasks.ts --port 4570 --data .lovage
        $ aws --endpoint-url http://127.0.0.1:4566 sqs list-queues
      "
    `);
  });

  it("shows how to run a worker", async () => {
    expect(await help("worker")).toMatchInlineSnapshot(`
      "Usage: lovage worker [options] <files...>

      Takes an app's tasks off its queues and runs them in this process: in a
      container, or on a laptop. SIGTERM or Ctrl-C lets running tasks finish, and
      gives back what does not within the grace period; a second one gives back
      everything at once.

      Arguments:
        files                   the modules that define the app and its tasks

      Options:
        -Q, --queues <list>     the queues, by comma (default: all that the app's
                                tasks use)
        -c, --concurrency <n>   how many tasks run at once (default: the app's, 10)
        --grace <duration>      how long a stop waits for running tasks (default:
                                "20s")
        -l, --loglevel <level>  debug, info, warn, error or silent (default:
                                LOVAGE_LOG_LEVEL, then info)
        --stack <stack>         the CloudFormation stack that the app is deployed in
        --endpoint <url>        the endpoint of AWS (or AWS_ENDPOINT_URL)
        --region <region>       the region (or AWS_REGION)
        --profile <profile>     the profile of the AWS configuration (or AWS_PROFILE)
        --json                  print JSON on stdout, and errors as JSON on stderr
        --no-color              print without colours (as NO_COLOR does)
        -h, --help              print this help

      Examples:
        $ lovage worker src/tasks.ts
        $ lovage worker src/tasks.ts --queues default,mail --concurrency 20 --loglevel debug
        $ lovage worker src/tasks.ts --endpoint http://127.0.0.1:4566

      Exit codes:
        0 stopped in good order   2 wrong usage   4 could not start
        130, 143 stopped at once by a second Ctrl-C or SIGTERM
      "
    `);
  });

  it("shows how to send a task", async () => {
    expect(await help("send")).toMatchInlineSnapshot(`
      "Usage: lovage send [options] <task> [args...]

      Sends a task by its name and prints its id. Arguments that are JSON are sent as
      such, all others as text: 4 is a number, '"4"' and ada@example.com are text.

      Arguments:
        task                    the task's name, such as mail.send-welcome
        args                    its arguments; after -- also those that begin with a
                                dash

      Options:
        -s, --string            send every argument as text, even one that is JSON
        -a, --args <json>       all arguments, as one JSON list
        -k, --kwargs <json>     keyword arguments, as a JSON object
        -q, --queue <queue>     the queue (default: the task's own, then the app's)
        --countdown <duration>  not before this long from now: 30s, 5m, 2h
        --eta <time>            not before this time: 2026-05-01T08:00Z
        --expires <when>        not after this time, or this long from now
        --id <id>               the task's id; sending it twice runs it once (default:
                                a new one)
        --group <id>            on a FIFO queue, the message group: what stays in
                                order
        -w, --wait [timeout]    wait for the result, for ever or this long, and print
                                it
        -n, --name <app>        the app's name (or the environment's LOVAGE_APP)
        -A, --app <file>        the app's file, instead of its name; may be repeated
        --stack <stack>         the CloudFormation stack that the app is deployed in
        --endpoint <url>        the endpoint of AWS (or AWS_ENDPOINT_URL)
        --region <region>       the region (or AWS_REGION)
        --profile <profile>     the profile of the AWS configuration (or AWS_PROFILE)
        --json                  print JSON on stdout, and errors as JSON on stderr
        --no-color              print without colours (as NO_COLOR does)
        -h, --help              print this help

      Examples:
        $ lovage send add 4 4 --name shop
        $ lovage send add 4 4 --app src/tasks.ts --wait 10s
        $ lovage send mail.send-welcome ada@example.com --name shop --countdown 5m --queue mail
        $ lovage send orders.import '{"since":"2026-01-01"}' --name shop --expires 1h
        $ lovage send zip.lookup --string 01234 --name shop

      Exit codes:
        0 sent (with --wait: succeeded)   1 failed or revoked   2 wrong usage
        3 sent, but not finished in time  4 not sent
      "
    `);
  });

  it("shows how to read a result", async () => {
    expect(await help("result")).toMatchInlineSnapshot(`
      "Usage: lovage result [options] <id>

      Prints how a task went: its state, and its result, or its error with the stack
      of the worker.

      Arguments:
        id                    the task's id, as send prints it

      Options:
        -w, --wait [timeout]  wait until it is finished, for ever or this long
        -n, --name <app>      the app's name (or the environment's LOVAGE_APP)
        -A, --app <file>      the app's file, instead of its name; may be repeated
        --stack <stack>       the CloudFormation stack that the app is deployed in
        --endpoint <url>      the endpoint of AWS (or AWS_ENDPOINT_URL)
        --region <region>     the region (or AWS_REGION)
        --profile <profile>   the profile of the AWS configuration (or AWS_PROFILE)
        --json                print JSON on stdout, and errors as JSON on stderr
        --no-color            print without colours (as NO_COLOR does)
        -h, --help            print this help

      Examples:
        $ lovage result 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop
        $ lovage result 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop --wait 10s
        $ lovage result 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop --json | jq .result

      Exit codes:
        0 succeeded   1 failed or revoked   2 wrong usage   3 not finished   4 could not be read
      "
    `);
  });

  it("shows how to list tasks", async () => {
    expect(await help("tasks")).toMatchInlineSnapshot(`
      "Usage: lovage tasks [options] <files...>

      Lists the tasks that an app registers, with their queues, retries and limits.
      Asks AWS for nothing.

      Arguments:
        files       the modules that define the app and its tasks

      Options:
        --json      print JSON on stdout, and errors as JSON on stderr
        --no-color  print without colours (as NO_COLOR does)
        -h, --help  print this help

      Examples:
        $ lovage tasks src/tasks.ts
        $ lovage tasks src/*.tasks.ts --json | jq -r '.tasks[].name'
      "
    `);
  });
});

describe("every command", () => {
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  const leaves = createProgram(new TestShell([]), () => {})
    .commands.flatMap(all)
    .filter(({ commands }) => commands.length === 0);

  it("can print JSON, and leave out colours", () => {
    expect(leaves.length).toBeGreaterThan(15);
    const without = leaves.filter(({ options }) => {
      const flags = options.map(({ long }) => long);
      return !flags.includes("--json") || !flags.includes("--no-color");
    });
    expect(without.map((command) => command.name())).toEqual([]);
  });

  it("says what it does, what its arguments are, and what each option means", () => {
    const silent = leaves.filter(
      (command) =>
        !command.summary() ||
        !/\.$/.test(command.description()) ||
        command.registeredArguments.some(({ description }) => !description) ||
        command.options.some(({ description }) => !description),
    );
    expect(silent.map((command) => command.name())).toEqual([]);
  });
});

describe("usage", () => {
  it("asks for a command on stderr when there is none", async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: lovage [options] [command]");
  });

  it("prints the version", async () => {
    const { code, stdout } = await run(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });

  it("suggests the command that was meant", async () => {
    const { code, stderr } = await run(["sned", "add"]);
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: unknown command 'sned' (Did you mean send?) See lovage --help [INVALID_USAGE]
      "
    `);
  });

  it("suggests the option that was meant", async () => {
    const { code, stderr } = await run(["send", "add", "--qeue", "mail"]);
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: unknown option '--qeue' (Did you mean --queue?) See lovage send --help [INVALID_USAGE]
      "
    `);
  });

  it("says which argument is missing", async () => {
    const { code, stderr } = await run(["result"]);
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: missing required argument 'id'. See lovage result --help [INVALID_USAGE]
      "
    `);
  });

  it("tells wrong usage as JSON on stderr with --json", async () => {
    const { code, stdout, stderr } = await run(["send", "--json"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(JSON.parse(stderr)).toMatchInlineSnapshot(`
      {
        "code": "INVALID_USAGE",
        "message": "missing required argument 'task'. See lovage send --help [INVALID_USAGE]",
      }
    `);
  });

  it("does not take a --json after -- for an option", async () => {
    const { stderr } = await run(["send", "--", "add", "--json"]);
    expect(stderr).toMatch(/^error: Which app\?/);
  });

  it("shows headings in bold to a person, and plain with NO_COLOR, --no-color, or in a pipe", async () => {
    const bold = "\u001b[1mUsage:";
    expect((await run(["send", "--help"], { tty: true })).stdout).toContain(bold);
    expect((await run(["send", "--help"], { tty: true, env: { NO_COLOR: "1" } })).stdout).not.toContain(bold);
    expect((await run(["send", "--help", "--no-color"], { tty: true })).stdout).not.toContain(bold);
    expect((await run(["send", "--help"], { env: { FORCE_COLOR: "1" } })).stdout).toContain(bold);
    expect((await run(["send", "--help"])).stdout).not.toContain(bold);
  });
});
