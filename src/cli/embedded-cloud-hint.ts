import { type ErrorCode, LovageError } from "../errors/index.ts";
import { optionWords } from "./option-words.ts";
import type { Shell } from "./shell.ts";

/** Where `lovage dev` listens unless its port is taken. */
const usualEndpoint = "http://127.0.0.1:4566";

/** The errors of someone who asks AWS for what may be in the embedded cloud. */
const lostCodes: readonly ErrorCode[] = [
  "NO_CREDENTIALS",
  "ENDPOINT_UNREACHABLE",
  "AWS_REFUSED",
  "QUEUE_NOT_FOUND",
  "TABLE_NOT_FOUND",
];

/**
 * A way out for who forgot to say where: when no endpoint is set anywhere, and an embedded cloud answers where it usually
 * stands.
 *
 * @param endpoint - @default http://127.0.0.1:4566
 * @param patience - how long it is waited for an answer, in milliseconds. @default 500: an error should not be slow
 */
export async function embeddedCloudHint(
  error: unknown,
  { argv, env }: Pick<Shell, "argv" | "env">,
  endpoint: string = usualEndpoint,
  patience = 500,
): Promise<string | undefined> {
  if (LovageError.is(error, "DELAY_TOO_LONG")) {
    return roleHint(error.detail.variable, typedEndpoint(argv) ?? env.AWS_ENDPOINT_URL, patience);
  }
  if (!LovageError.is(error) || !lostCodes.includes(error.code)) return undefined;
  // The embedded cloud has no stacks, so that it is not what was meant by one.
  const said = (option: string) => optionWords(argv).some((word) => word === option || word.startsWith(`${option}=`));
  const saidInWords = said("--endpoint") || said("--stack");
  const saidInEnvironment = Object.keys(env).some((name) => name.startsWith("AWS_ENDPOINT_URL") && env[name]);
  if (saidInWords || saidInEnvironment || !(await answers(endpoint, patience))) return undefined;
  return `an embedded cloud runs at ${endpoint}; to use it, add --endpoint ${endpoint}`;
}

/** The embedded Scheduler heeds no role, but a sender has to name one. */
async function roleHint(variable: string, endpoint: string | undefined, patience: number): Promise<string | undefined> {
  if (!endpoint || !(await answers(endpoint, patience))) return undefined;
  const { anyRole } = await import("./dev/function-environment.ts");
  return `the embedded cloud at ${endpoint} takes any role: export ${variable}=${anyRole}`;
}

function typedEndpoint(argv: readonly string[]): string | undefined {
  const words = optionWords(argv);
  const at = words.findIndex((word) => word === "--endpoint" || word.startsWith("--endpoint="));
  return words[at] === "--endpoint" ? words[at + 1] : words[at]?.slice("--endpoint=".length);
}

/** Asks for `healthPath` of src/dev, which is not imported for it: it would bring a bundler and a database with it. */
async function answers(endpoint: string, patience: number): Promise<boolean> {
  try {
    const answer = await fetch(`${endpoint}/_lovage/health`, { signal: AbortSignal.timeout(patience) });
    const { by } = (await answer.json()) as { by?: unknown };
    return by === "lovage dev";
  } catch {
    return false;
  }
}
