import { createHash } from "node:crypto";
import type { Message, SignatureObject } from "../message/index.ts";

/** A task that follows a settled one. */
export interface Successor {
  readonly signature: SignatureObject;
  /** Put before the signature's own arguments, unless it is immutable. */
  readonly args: readonly unknown[];
  /** Fixed beforehand, or derived from the settled task, so that advancing twice sends the same task twice. */
  readonly id: string;
  /** What is left of the chain, in Celery's order (the next one last). */
  readonly chain: SignatureObject[] | null;
}

/** Celery's continuations of a message that ended: what is sent now. Pure. */
export function planAdvance(
  message: Message,
  ending: { readonly state: string; readonly result?: unknown },
): Successor[] {
  const { callbacks, errbacks, chain } = message.embed;
  // A revoked task has neither callbacks nor errbacks called, as in Celery (`mark_as_revoked` calls none).
  if (ending.state === "FAILURE") {
    // As Celery's old-style errbacks: a task that is told which task failed.
    return (errbacks ?? []).map((signature, index) => ({
      signature,
      args: [message.id],
      id: idOf(signature, message.id, `errback ${index}`),
      chain: null,
    }));
  }
  if (ending.state !== "SUCCESS") return [];
  const successors = (callbacks ?? []).map(
    (signature, index): Successor => ({
      signature,
      args: [ending.result],
      id: idOf(signature, message.id, `callback ${index}`),
      chain: null,
    }),
  );
  const next = chain?.at(-1);
  if (next) {
    const rest = chain?.slice(0, -1) ?? [];
    successors.push({ signature: next, args: [ending.result], id: idOf(next, message.id, "chain"), chain: rest });
  }
  return successors;
}

function idOf(signature: SignatureObject, parent: string, role: string): string {
  const fixed = signature.options.task_id;
  if (typeof fixed === "string" && fixed !== "") return fixed;
  // UUIDv8 (RFC 9562 5.8): 122 bits of a hash, so that the id depends on nothing but the parent and the role.
  const hex = createHash("sha256").update(`${parent} ${role}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
