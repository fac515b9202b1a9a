import type { RedrivePolicy } from "../../queue/index.ts";
import { queueArn } from "../account.ts";
import { sqsFault } from "./sqs-fault.ts";

/** Reads the attribute RedrivePolicy; the empty string takes the policy away. */
export function readRedrivePolicy(value: string): RedrivePolicy | undefined {
  if (value === "") return undefined;
  const policy = parse(value);
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  if (deadLetterTargetArn === undefined)
    throw invalid(value, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  if (maxReceiveCount === undefined)
    throw invalid(value, "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
  const name = /^arn:[^:]+:sqs:[^:]+:[^:]+:([^:]+)$/.exec(String(deadLetterTargetArn))?.[1];
  if (!name) throw invalid(value, "Invalid value for deadLetterTargetArn.");
  return { deadLetterQueue: name, maxReceiveCount: Number(maxReceiveCount) };
}

/** Writes the attribute RedrivePolicy. */
export function writeRedrivePolicy(policy: RedrivePolicy | undefined): string | undefined {
  if (!policy) return undefined;
  const { deadLetterQueue, maxReceiveCount } = policy;
  return JSON.stringify({ deadLetterTargetArn: queueArn(deadLetterQueue), maxReceiveCount });
}

function parse(value: string): Record<string, unknown> {
  try {
    const policy: unknown = JSON.parse(value);
    if (typeof policy === "object" && policy !== null) return policy as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid(value, "Redrive policy is not a valid JSON map.");
}

function invalid(value: string, reason: string): Error {
  return sqsFault("InvalidParameterValue", `Value ${value} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
}
