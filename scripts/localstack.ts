// npm run localstack: starts localstack.yml, where there is a Docker engine. What follows is for docker compose:
// npm run localstack -- down
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../localstack.yml", import.meta.url));
const [command = "up", ...rest] = process.argv.slice(2);

const engine = spawnSync("docker", ["version", "--format", "{{.Server.Version}}"], { encoding: "utf8" });
const compose = engine.status === 0 && spawnSync("docker", ["compose", "version"]).status === 0;
if (!compose) {
  const lacking = engine.status === 0 ? "Docker's compose plugin" : "a Docker engine that runs";
  console.error(
    `LocalStack needs ${lacking}, and there is none here. Without one there are "npm start" (the embedded cloud) and "npm run test:deploy" (MiniStack).`,
  );
  process.exitCode = 1;
} else {
  const args = command === "up" && rest.length === 0 ? ["up", "--detach", "--wait"] : [command, ...rest];
  process.exitCode = spawnSync("docker", ["compose", "--file", file, ...args], { stdio: "inherit" }).status ?? 1;
  if (command === "up" && process.exitCode === 0) {
    console.log(`
LocalStack answers at http://127.0.0.1:4566. To use it:
  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
To deploy to it and try all of it:  LOVAGE_TEST_ENDPOINT=http://127.0.0.1:4566 npm run test:deploy
To end it:                          npm run localstack -- down`);
  }
}
