import { LovageError } from "../errors/index.ts";
import type { Message, Tick } from "../message/index.ts";
import { isFifo, milliseconds, type Settings } from "../settings/index.ts";
import { type CurrentTask, keyText, type SendOptions, type TaskDefinition } from "../task/index.ts";
import { routeOf } from "./route.ts";

/** What is to be sent: a task by name, its arguments, and how. */
export interface SendRequest {
  readonly task: string;
  readonly args: readonly unknown[];
  readonly options?: SendOptions;
  /** The task's definition, where it is at hand: its defaults and schema apply. */
  readonly definition?: TaskDefinition;
  /** What follows the task on the wire (Celery's embed). @default nothing */
  readonly embed?: Message["embed"];
  /** Group membership, for workflows. */
  readonly groupId?: string;
  readonly groupIndex?: number;
  /** The tick of a schedule that the message is for. @default none */
  readonly tick?: Tick;
  /**
   * What the message shares with other sends, which a key decides: its id and its eta, and until when others may be the same
   * task (0: they may only take its place). @default it is a task by itself
   */
  readonly shared?: { readonly id?: string; readonly eta?: number; readonly until: number };
  /** Overrides for a message that continues another outside its handler. @default the task that runs */
  readonly current?: CurrentTask;
}

/** What a plan is made from besides the request. */
export interface SendSurroundings {
  readonly settings: Settings;
  readonly now: number;
  readonly newId: () => string;
  readonly current: CurrentTask | undefined;
}

/** A message that is ready to be encoded and sent. */
export interface PlannedSend {
  readonly message: Message;
  readonly queue: string;
  readonly delaySeconds: number | undefined;
  /** The eta of a message that is to wait for longer than its queue can delay it, in milliseconds since 1970. */
  readonly waitsUntil: number | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

/** SQS's longest delay, in seconds. What is to wait for longer is kept elsewhere: see `keeperOf`. */
const LONGEST_DELAY = 900;

/** Decides all about a message before anything is sent. Pure. */
export function planSend(request: SendRequest, surroundings: SendSurroundings): PlannedSend {
  const { settings, now } = surroundings;
  const { task, args, definition, shared, options = {} } = request;
  // A schedule's run is nobody's child, also where a task has put the schedule.
  const current = request.tick ? undefined : (request.current ?? surroundings.current);
  const queue = options.queue ?? definition?.options.queue ?? routeOf(task, settings.routes) ?? settings.defaultQueue;
  const id = shared?.id ?? (options.taskId === undefined ? surroundings.newId() : checkedId(options.taskId));
  const hops = current ? current.hops + 1 : 0;
  if (hops > settings.maxHops) throw new LovageError("TOO_MANY_HOPS", { task, hops, limit: settings.maxHops });
  const eta = shared && (shared.id !== undefined || shared.eta !== undefined) ? shared.eta : etaOf(options, now);
  const expires = expiresOf(options, definition, now);
  if (expires !== undefined && expires <= (eta ?? Number.NEGATIVE_INFINITY)) {
    throw new LovageError("EXPIRED_BEFORE_SENT", { task, expires: new Date(expires).toISOString() });
  }
  const singleton = options.singleton && {
    key: keyText(task, "singleton", options.singleton.key ?? "", args),
    mode: options.singleton.mode,
  };
  const isClaimed =
    shared !== undefined || singleton !== undefined || definition?.options.collapse.singleton !== undefined;
  const message: Message = {
    id,
    task,
    args: args as unknown[],
    kwargs: options.kwargs ?? {},
    embed: request.embed ?? nothing,
    retries: 0,
    rootId: current?.rootId ?? id,
    queue,
    ignoreResult: options.ignoreResult ?? (!isClaimed && definition?.options.track === "none"),
    hops,
    headers: options.headers ?? {},
    ...(eta === undefined ? undefined : { eta }),
    ...(expires === undefined ? undefined : { expires }),
    ...(options.timeLimit === undefined ? undefined : { timeLimit: milliseconds(options.timeLimit) }),
    ...(options.softTimeLimit === undefined ? undefined : { softTimeLimit: milliseconds(options.softTimeLimit) }),
    ...(current ? { parentId: current.id } : undefined),
    ...(request.groupId === undefined ? undefined : { groupId: request.groupId }),
    ...(request.groupIndex === undefined ? undefined : { groupIndex: request.groupIndex }),
    ...(options.shadow === undefined ? undefined : { shadow: options.shadow }),
    ...(request.tick === undefined ? undefined : { tick: request.tick }),
    ...(shared === undefined ? undefined : { sharedUntil: shared.until }),
    ...(singleton === undefined ? undefined : { singleton }),
  };
  return { message, queue, ...delivery(queue, id, eta, options, now) };
}

const nothing: Message["embed"] = { callbacks: null, errbacks: null, chain: null, chord: null };

function delivery(queue: string, id: string, eta: number | undefined, options: SendOptions, now: number) {
  const wait = eta === undefined ? 0 : Math.max(0, Math.ceil((eta - now) / 1_000));
  if (!isFifo(queue)) {
    return {
      delaySeconds: eta === undefined ? undefined : Math.min(LONGEST_DELAY, wait),
      waitsUntil: wait > LONGEST_DELAY ? eta : undefined,
      groupId: options.messageGroupId,
      deduplicationId: undefined,
    };
  }
  if (options.messageGroupId === undefined) throw new LovageError("GROUP_REQUIRED", { queue });
  return {
    delaySeconds: undefined,
    waitsUntil: wait > 0 ? eta : undefined,
    groupId: options.messageGroupId,
    deduplicationId: options.deduplicationId ?? id,
  };
}

function etaOf(options: SendOptions, now: number): number | undefined {
  if (options.eta !== undefined) return options.eta.getTime();
  return options.countdown === undefined ? undefined : now + milliseconds(options.countdown, "countdown");
}

function expiresOf(options: SendOptions, definition: TaskDefinition | undefined, now: number): number | undefined {
  const { expires = definition?.options.expires } = options;
  if (expires === undefined) return undefined;
  return expires instanceof Date ? expires.getTime() : now + milliseconds(expires, "expires");
}

function checkedId(id: unknown): string {
  if (typeof id !== "string" || !/^\S{1,255}$/.test(id)) throw new LovageError("INVALID_TASK_ID", { got: id });
  return id;
}
