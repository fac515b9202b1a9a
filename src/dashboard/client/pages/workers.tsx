import { useMemo } from "preact/hooks";
import type { WorkersAnswer } from "../live/answers.ts";
import { useLive } from "../live/use-live.ts";
import { Empty, Panel, Reading, Table } from "../parts/frames.tsx";
import { Plot } from "../parts/plot.tsx";
import { count, Moment, span } from "../parts/words.tsx";

/** Who has run tasks lately. */
export function Workers() {
  const live = useLive<WorkersAnswer>("/api/workers/latest?minutes=60", 5_000);
  return (
    <>
      <div class="title">
        <h1>Workers</h1>
        <span class="dim">Who ended a task in the last hour.</span>
      </div>
      <Panel>
        <Reading live={live} room={240}>
          {({ workers, total, fleet }) =>
            workers.length === 0 ? (
              <Empty>
                No worker ended a task in the last hour. A worker on Lambda costs nothing until there is a task.
              </Empty>
            ) : (
              <>
                <FleetView fleet={fleet} />
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
                        </a>{" "}
                        <span class="badge">{kinds[worker.kind]}</span>
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

const kinds = { lambda: "Lambda", poller: "poller" } as const;

/** The workers together: how many were at work, minute by minute. */
function FleetView({ fleet }: { fleet: WorkersAnswer["fleet"] }) {
  const { minutes, seen, begun } = fleet;
  const times = useMemo(() => minutes.map(({ at }) => Date.parse(at)), [minutes]);
  const most = (kind: "lambda" | "poller") => Math.max(0, ...minutes.map((minute) => minute[kind]));
  const series = (["lambda", "poller"] as const)
    .filter((kind) => seen[kind] > 0)
    .map((kind) => ({
      name: kinds[kind],
      colour: kind === "lambda" ? "--accent" : "--started",
      values: minutes.map((minute) => minute[kind]),
      summary: `at most ${count(most(kind))}`,
    }));
  return (
    <>
      <dl class="facts">
        {seen.lambda > 0 && (
          <>
            <div>
              <dt>Lambda environments</dt>
              <dd>
                {count(seen.lambda)}, at most {count(most("lambda"))} in a minute
              </dd>
            </div>
            <div>
              <dt>of them new in this hour</dt>
              <dd title="They ended no task in the hour before: cold starts, as an idle environment is soon gone">
                {count(begun.lambda)}
              </dd>
            </div>
          </>
        )}
        {seen.poller > 0 && (
          <div>
            <dt>Pollers</dt>
            <dd>{count(seen.poller)}</dd>
          </div>
        )}
      </dl>
      <Plot
        label={`At most ${count(most("lambda"))} Lambda environments and ${count(most("poller"))} pollers ended tasks in one minute`}
        times={times}
        series={series}
        format={count}
      />
    </>
  );
}
