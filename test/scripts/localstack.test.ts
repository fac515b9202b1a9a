import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { aProject } from "../support/a-project.ts";

const script = fileURLToPath(new URL("../../scripts/localstack.ts", import.meta.url));

/** Runs the script where `docker` is this shell script, or where there is none. */
function run(docker: string | undefined, ...args: string[]) {
  const folder = aProject(docker === undefined ? { empty: "" } : { docker: `#!/bin/sh\n${docker}\n` });
  if (docker !== undefined) chmodSync(join(folder, "docker"), 0o755);
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...args], {
    env: { PATH: folder },
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

describe("npm run localstack", () => {
  it.each([
    ["where there is no docker", undefined, "a Docker engine that runs"],
    [
      "where docker has no engine",
      'echo "Cannot connect to the Docker daemon" >&2; exit 1',
      "a Docker engine that runs",
    ],
    ["where docker has no compose", '[ "$1" = version ]', "Docker's compose plugin"],
  ])("says %s what it needs, in one line", (_, docker, needed) => {
    const { stdout, stderr, status } = run(docker);
    expect(stderr).toBe(
      `LocalStack needs ${needed}, and there is none here. Without one there are "npm start" (the embedded cloud) and "npm run test:deploy" (MiniStack).\n`,
    );
    expect({ stdout, status }).toEqual({ stdout: "", status: 1 });
  });

  it("starts the compose file, waits, and says how to use it", () => {
    const { stdout, status } = run('[ "$1" = compose ] && echo "docker $*"; true');
    expect(stdout).toMatch(/^docker compose --file \S+\/localstack\.yml up --detach --wait$/m);
    expect(stdout).toContain("export AWS_ENDPOINT_URL=http://127.0.0.1:4566");
    expect(status).toBe(0);
  });

  it("hands everything else to docker compose, with its exit code", () => {
    const { stdout, status } = run('[ "$2" = version ] || [ "$1" = version ] || { echo "docker $*"; exit 7; }', "down");
    expect(stdout).toMatch(/^docker compose --file \S+\/localstack\.yml down$/m);
    expect(status).toBe(7);
  });
});
