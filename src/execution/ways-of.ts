import { keyText } from "../task/index.ts";
import type { ReceivedTask } from "./received-task.ts";
import type { Place } from "./take-place.ts";
import type { Worker } from "./worker.ts";

/** A place that a run has to take before it goes on, and what becomes of it while another one holds it. */
export interface Way {
  readonly mode: "skip" | "replace";
  readonly place: Place;
  /** Since when the run wants the place, in milliseconds since 1970. */
  readonly time: number | undefined;
  /** In the words of a reason: why a run is left out, and why it is ended. */
  readonly because: (id: string) => { readonly leftOut: string; readonly replaced: string };
}

/**
 * The places that a run has to take: its schedule's, where that has an `overlap`, and its key's, where the call or the task says
 * that it is a singleton. Pure.
 *
 * @throws LovageError INVALID_KEY
 */
export function waysOf({ message, definition, delivery }: ReceivedTask, { settings }: Worker): Way[] {
  const { tick, id, args, kwargs } = message;
  const ways: Way[] = [];
  const on = { task: definition.name, queue: delivery.queue };
  if (tick?.overlap !== undefined) {
    ways.push({
      mode: tick.overlap,
      place: { ...on, id: `lovage-overlap:${settings.name}/${tick.schedule}` },
      time: tick.time,
      because: (holder) => ({
        leftOut: `overlap: the run ${holder} of the schedule is not over`,
        replaced: `overlap: replaced by the run ${id} of the schedule`,
      }),
    });
  }
  const own = definition.options.collapse.singleton;
  if (message.singleton || own) {
    const given = Object.keys(kwargs).length > 0 ? [...args, kwargs] : args;
    const mode = message.singleton?.mode ?? own?.mode ?? "skip";
    const key = message.singleton?.key ?? keyText(definition.name, "singleton", own?.key ?? "", given);
    ways.push({
      mode,
      place: {
        ...on,
        id: `lovage-singleton:${JSON.stringify([settings.name, definition.name, key])}`,
        strict: mode,
      },
      // By SQS's clock, which is the same for all senders. What had to wait for its eta is not late by that.
      time: Math.max(delivery.sentAt, message.eta ?? 0),
      because: (holder) => ({
        leftOut: `singleton: ${holder} was not over`,
        replaced: `singleton: replaced by ${id}`,
      }),
    });
  }
  return ways;
}
