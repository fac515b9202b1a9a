import type { WorkerRow } from "../live/answers.ts";
import { useLive } from "../live/use-live.ts";
import { Empty, Panel, Reading, Table } from "../parts/frames.tsx";
import { count, Moment, span } from "../parts/words.tsx";

/** Who has run tasks lately. */
export function Workers() {
  const live = useLive<{ workers: WorkerRow[]; total: number }>("/api/workers/latest?minutes=60", 5_000);
  return (
    <>
      <div class="title">
        <h1>Workers</h1>
        <span class="dim">Who ended a task in the last hour.</span>
      </div>
      <Panel>
        <Reading live={live} room={240}>
          {({ workers, total }) =>
            workers.length === 0 ? (
              <Empty>
                No worker ended a task in the last hour. A worker on Lambda costs nothing until there is a task.
              </Empty>
            ) : (
              <>
                <Table
                  label="Workers"
                  head={
                    <>
                      <th>Worker</th>
                      <th class="number">Succeeded</th>
                      <th class="number">Failed</th>
                      <th class="number wide">Retried</th>
                      <th class="number wide">p50</th>
                      <th class="number wide">p95</th>
                      <th>Last</th>
                    </>
                  }
                >
                  {workers.map((worker) => (
                    <tr key={worker.name}>
                      <td>
                        <a
                          class="cut worker"
                          title={worker.name}
                          href={`/tasks?worker=${encodeURIComponent(worker.name)}`}
                        >
                          {worker.name}
                        </a>
                      </td>
                      <td class="number">{count(worker.SUCCESS)}</td>
                      <td class={worker.FAILURE > 0 ? "number alarming" : "number"}>{count(worker.FAILURE)}</td>
                      <td class="number wide">{count(worker.RETRY)}</td>
                      <td class="number wide">{span(worker.p50)}</td>
                      <td class="number wide">{span(worker.p95)}</td>
                      <td>
                        <Moment at={worker.lastAt} />
                      </td>
                    </tr>
                  ))}
                </Table>
                {total > workers.length && (
                  <p class="dim">
                    The latest {count(workers.length)} of {count(total)}.
                  </p>
                )}
              </>
            )
          }
        </Reading>
      </Panel>
    </>
  );
}
