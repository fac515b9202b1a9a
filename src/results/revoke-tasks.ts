import { LovageError } from "../errors/index.ts";
import { unfinishedExpiry } from "../lifecycle/index.ts";
import type { Adapters } from "../ports/index.ts";
import type { Clock } from "../runtime/index.ts";
import type { Track } from "../settings/index.ts";
import { type Revocation, revocationOf } from "./revocation.ts";
import { checkRevokeOptions, type RevokeOptions } from "./revoke-options.ts";

/** What is known of a task to its sender, and to nobody who has but its id. */
export interface KnownTask {
  /** What is stored about it. */
  readonly track?: Track;
  /** Not before when it runs, in milliseconds since 1970; 0 where it was sent to run at once. */
  readonly eta?: number;
}

/** What revoking works with. */
export interface RevokeSurroundings {
  readonly clock: Clock;
  readonly adapters: () => Adapters | Promise<Adapters>;
}

/** How many tasks are revoked at one time: conditional writes come one by one, and a client has 50 sockets. */
const CONCURRENCY = 25;

/**
 * Revokes tasks, by one conditional write for each (two where it runs), 25 at a time. A message that waits in Scheduler for
 * its eta is taken back.
 *
 * @throws LovageError INVALID_TASK_ID, UNKNOWN_OPTION, INVALID_OPTION, before anything is written; REVOKE_UNTRACKED; and what
 * the store throws, when all have been tried. To revoke again what is revoked does no harm.
 */
export async function revokeTasks(
  ids: readonly string[],
  options: RevokeOptions,
  surroundings: RevokeSurroundings,
  known: KnownTask = {},
): Promise<Revocation[]> {
  checkRevokeOptions(options);
  for (const id of ids) checkId(id);
  const adapters = await surroundings.adapters();
  const now = surroundings.clock.now();
  const ends: PromiseSettledResult<Revocation>[] = [];
  for (let start = 0; start < ids.length; start += CONCURRENCY) {
    const some = ids.slice(start, start + CONCURRENCY);
    ends.push(...(await Promise.allSettled(some.map((id) => revokeTask(id, options, adapters, now, known)))));
  }
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}

async function revokeTask(
  id: string,
  { terminate = false, reason = "revoked" }: RevokeOptions,
  { store, delays }: Adapters,
  now: number,
  { track, eta }: KnownTask,
): Promise<Revocation> {
  const due = Math.max(now, eta ?? now);
  // A record that no worker looks at would be a promise that nobody keeps.
  const isDelayed = eta !== undefined && eta > 0;
  const isSeen = track !== "none" && (track !== "final" || isDelayed || (await store.read(id)) !== undefined);
  if (!isSeen) throw new LovageError("REVOKE_UNTRACKED", { taskId: id, track: track ?? "none" });
  const answer = await store.revoke({ id, reason, terminate, now, expiresAt: unfinishedExpiry(due) });
  const revocation = revocationOf(id, answer, terminate);
  // The record comes first: a message that is sent just now meets it. Tried again for one that is revoked already, in case that
  // it was this which failed then.
  if (revocation.state === "REVOKED" && (eta === undefined || due > now)) await delays?.remove(id);
  return revocation;
}

function checkId(id: unknown): void {
  if (typeof id !== "string" || id === "") throw new LovageError("INVALID_TASK_ID", { got: id });
}
