import type { Duration } from "aws-cdk-lib";
import type { LovageProps, LovageQueueProps } from "./lovage-props.ts";
import type { WorkerCodeProps, WorkerFunctionProps } from "./worker-props.ts";
import { workerTimeout } from "./worker-timeout.ts";

/** A worker to be made: its queues by name, and its props complete but for the queues themselves. */
export interface WorkerPlan {
  readonly name: string;
  readonly queues: readonly string[];
  readonly props: WorkerFunctionProps & WorkerCodeProps & { readonly timeout: Duration };
}

/** Which worker consumes which queues, and for how long it may run; "default" has those that no other has. */
export function planWorkers(props: LovageProps, queues: Readonly<Record<string, LovageQueueProps>>): WorkerPlan[] {
  const {
    app,
    queues: _,
    workers,
    routes,
    schedules,
    table,
    encryptionKey,
    pointInTimeRecovery,
    removalPolicy,
    ...common
  } = props;
  const named = Object.entries(workers ?? {}).map(([name, { queues, ...own }]) => ({ name, queues, own }));
  const taken = new Set(named.flatMap((worker) => worker.queues));
  const rest = Object.keys(queues).filter((queue) => !taken.has(queue));
  const all = rest.length > 0 ? [{ name: "default", queues: rest, own: {} }, ...named] : named;
  return all.map(({ name, queues: names, own }) => {
    const inherited = { ...common, ...own, environment: { ...common.environment, ...own.environment } };
    const timeout =
      inherited.timeout ??
      workerTimeout(names.map((name) => queues[name]?.queue?.timeLimit ?? queues[name]?.timeLimit));
    return { name, queues: names, props: { ...inherited, timeout } };
  });
}
