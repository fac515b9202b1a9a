/**
 * A task call that is not sent yet, as Celery writes one (`canvas.py`, `Signature`): an entry of an embed, or of the
 * `tasks` of a chain or group. `options` has Celery's own names (`task_id`, `queue`, `countdown`, …).
 */
export interface SignatureObject {
  readonly task: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** "chain", "group" or "chord" for those; null for a single task. */
  readonly subtask_type: string | null;
  /** Whether the result of the predecessor is kept out of the arguments. */
  readonly immutable: boolean;
}

/** A signature with its keys in the order in which Celery writes them. What is left out is empty, null or false. */
export function signatureObject(parts: Partial<SignatureObject> & { readonly task: string }): SignatureObject {
  return {
    task: parts.task,
    args: parts.args ?? [],
    kwargs: parts.kwargs ?? {},
    options: parts.options ?? {},
    subtask_type: parts.subtask_type ?? null,
    immutable: parts.immutable ?? false,
  };
}
