import { fromSignatureOptions, planAdvance, type Successor } from "../canvas/index.ts";
import { decodeValue } from "../message/index.ts";
import type { SendRequest } from "../producer/index.ts";
import type { ReceivedTask } from "./received-task.ts";
import type { Worker } from "./worker.ts";

/**
 * Sends what follows a settled task, before its message is acknowledged: the next task of a chain, callbacks,
 * errbacks. Done again for a redelivered finished task; the ids are fixed, so the second message runs nothing.
 */
export async function advance(
  { message }: ReceivedTask,
  ending: { readonly state: string; readonly result?: string },
  { producer, registry }: Worker,
): Promise<void> {
  const { callbacks, errbacks, chain } = message.embed;
  if (!callbacks?.length && !errbacks?.length && !chain?.length) return;
  const value = ending.result === undefined ? undefined : decodeValue(ending.result);
  const current = { id: message.id, rootId: message.rootId ?? message.id, hops: message.hops };
  for (const successor of planAdvance(message, { state: ending.state, result: value })) {
    const definition = registry.find(successor.signature.task);
    await producer.send({ ...request(successor), current, ...(definition ? { definition } : undefined) });
  }
}

function request({ signature, args, id, chain }: Successor): SendRequest {
  const options = { ...fromSignatureOptions(signature.options), taskId: id, kwargs: signature.kwargs };
  const links = (name: string) => {
    const value = signature.options[name];
    return Array.isArray(value) && value.length > 0 ? value : null;
  };
  return {
    task: signature.task,
    args: signature.immutable ? signature.args : [...args, ...signature.args],
    options,
    embed: { callbacks: links("link"), errbacks: links("link_error"), chain, chord: null },
  };
}
