import { routeOf } from "../../producer/index.ts";
import type { Settings, Track } from "../../settings/index.ts";
import type { TaskDefinition } from "../../task/index.ts";

/** A registered task, as `lovage tasks --json` prints it: what it is with the app's defaults put in. Times are in milliseconds. */
export interface TaskRow {
  readonly name: string;
  readonly queue: string;
  readonly retry: RetryRow | null;
  readonly timeLimit: number | null;
  readonly softTimeLimit: number | null;
  readonly track: Track;
  readonly aliases: readonly string[];
  readonly description: string | null;
}

/** How failed attempts of a task are retried by themselves; `max` is null when nothing bounds them. */
export interface RetryRow {
  readonly max: number | null;
  readonly backoff: "fixed" | "linear" | "exponential";
  readonly delay: number;
  readonly cap: number;
  readonly jitter: "none" | "full" | "equal";
}

/** A task with all that it takes over from its app. Pure. */
export function taskRow({ name, options }: TaskDefinition, settings: Settings): TaskRow {
  return {
    name,
    queue: options.queue ?? routeOf(name, settings.routes) ?? settings.defaultQueue,
    retry: retryRow(options.retry),
    timeLimit: options.timeLimit ?? settings.timeLimit ?? null,
    softTimeLimit: options.softTimeLimit ?? null,
    track: options.track ?? settings.track,
    aliases: options.aliases,
    description: options.description ?? null,
  };
}

function retryRow({
  automatic,
  max,
  backoff,
  delay,
  cap,
  jitter,
}: TaskDefinition["options"]["retry"]): RetryRow | null {
  return automatic ? { max: Number.isFinite(max) ? max : null, backoff, delay, cap, jitter } : null;
}
