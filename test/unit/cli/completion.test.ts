import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eachCommand } from "../../../src/cli/completion/each-command.ts";
import { grammarOf } from "../../../src/cli/completion/grammar.ts";
import { createProgram } from "../../../src/cli/program.ts";
import { aProject } from "../../support/a-project.ts";
import { run, TestShell } from "./run-in-process.ts";

const program = grammarOf(createProgram(new TestShell([]), () => {}));
const commands = eachCommand(program);

const script = async (shell: string) => {
  const { code, stdout, stderr } = await run(["completion", shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
};

describe("the grammar for a completion", () => {
  it("has every command, also those within another, and help's", () => {
    expect(commands.map(([path]) => path.join(" "))).toEqual(
      expect.arrayContaining(["", "dev", "send", "schedules", "schedules put", "completion", "help"]),
    );
  });

  it("knows which options take a value, which of a few, and which a file", () => {
    const [, put] = commands.find(([path]) => path.join(" ") === "schedules put") ?? [];
    const option = (flag: string) => put?.options.find(({ flags }) => flags.includes(flag));
    expect(option("--overlap")?.value).toMatchObject({ choices: ["allow", "skip", "replace"], files: false });
    expect(option("-A")).toMatchObject({ flags: ["-A", "--app"], value: { name: "file", files: true } });
    expect(option("--once")?.value).toBeUndefined();
    const [, send] = commands.find(([path]) => path.join(" ") === "send") ?? [];
    expect(send?.options.find(({ flags }) => flags.includes("--wait"))?.value).toBeUndefined();
    expect(send?.options.some(({ flags }) => flags.includes("--help"))).toBe(true);
  });
});

describe("lovage completion bash", () => {
  /** What bash proposes where the cursor stands at the end of a line. */
  const proposed = async (...lines: string[]): Promise<string[][]> => {
    const folder = aProject({ "completion.bash": await script("bash"), "tasks.ts": "" });
    const asks = lines.map((line) => {
      const words = line.split(" ").map((word) => `'${word}'`);
      return `COMP_WORDS=(${words.join(" ")}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _lovage; echo "\${COMPREPLY[*]}"`;
    });
    const command = ["set -u", "source ./completion.bash", "complete -p lovage >&2", ...asks].join("\n");
    const told = execFileSync("bash", ["--norc", "-c", command], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return told
      .split("\n")
      .slice(0, -1)
      .map((line) => line.split(" ").filter((word) => word !== ""));
  };

  it("proposes commands, commands within one, options, and choices", async () => {
    expect(
      await proposed(
        "lovage st",
        "lovage schedules s",
        "lovage send --ti --e",
        "lovage schedules put a b --overlap ",
        "lovage completion ",
        "lovage schedules --",
      ),
    ).toEqual([
      ["status"],
      ["show", "sync"],
      ["--eta", "--expires", "--endpoint"],
      ["allow", "skip", "replace"],
      ["bash", "zsh", "fish"],
      ["--help"],
    ]);
  });

  it("proposes nothing for a value that it cannot know, after --, and for an argument that looks like a command", async () => {
    expect(await proposed("lovage send add --queue ", "lovage send -- --q", "lovage send dev s")).toEqual([[], [], []]);
    const [options = []] = await proposed("lovage send dev --");
    expect(options).toContain("--countdown");
    expect(options).not.toContain("--port");
  });

  it("proposes each command and each option of each command", async () => {
    const lines = commands.flatMap(([path]) => {
      const line = ["lovage", ...path].join(" ");
      return [`${line} `, `${line} -`];
    });
    const answers = await proposed(...lines);
    const told = commands.map((_, index) => [answers[index * 2], answers[index * 2 + 1]]);
    expect(told).toEqual(
      commands.map(([, { commands: inner, options, argument }]) => [
        argument.files ? [] : [...inner.map(({ name }) => name), ...argument.choices],
        options.flatMap(({ flags }) => flags),
      ]),
    );
  });
});

describe("lovage completion zsh and fish", () => {
  it("zsh describes each command and option, with what it must not read escaped", async () => {
    const text = await script("zsh");
    expect(text.startsWith("#compdef lovage\n")).toBe(true);
    for (const [path] of commands) expect(text).toContain(`\n${["", "lovage", ...path].join("_")}() {\n`);
    expect(text).toContain("    'send:send a task by its name'\n");
    expect(text).toContain(
      "    '(-q --queue)'{-q,--queue}'[the queue (default\\: the task'\\''s own, then the app'\\''s)]:queue: ' \\\n",
    );
    expect(text).toContain("]:what:(allow skip replace)' \\\n");
    expect(text).toContain("]:file:_files' \\\n");
    expect(text).toContain("'*:argument:(bash zsh fish)'");
    expect(text).toContain("\ncompdef _lovage lovage\n");
  });

  it("fish has a line for each command and option, held by the command that it is in", async () => {
    const text = await script("fish");
    const lines = text.split("\n");
    const at = (path: string) => `complete -c lovage -n 'test (__lovage_path) = ${path}'`;
    expect(lines).toContain(`${at("lovage")} -a send -d 'send a task by its name'`);
    expect(lines).toContain(
      `${at("lovage/send")} -s q -l queue -x -d 'the queue (default: the task\\'s own, then the app\\'s)'`,
    );
    expect(lines).toContain(`${at("lovage/dev")} -F`);
    expect(text).toContain(`${at("lovage/schedules/put")} -l overlap -x -a 'allow skip replace' -d `);
    const options = commands.flatMap(([, { options }]) => options);
    expect(lines.filter((line) => /^complete .* -[sl] /.test(line))).toHaveLength(options.length);
  });

  it("refuses another shell", async () => {
    expect(await run(["completion", "tcsh"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Allowed choices are bash, zsh, fish."),
    });
  });
});

it("is a script that bash reads without a complaint", async () => {
  const folder = aProject({ "completion.bash": await script("bash") });
  execFileSync("bash", ["-n", join(folder, "completion.bash")]);
});
