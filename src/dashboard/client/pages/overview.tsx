import { useMemo, useState } from "preact/hooks";
import type { Overview as Answer, Counts, Queue } from "../live/answers.ts";
import { useLive } from "../live/use-live.ts";
import { useQueueHistory } from "../live/use-queue-history.ts";
import { Empty, Panel, Reading, Table } from "../parts/frames.tsx";
import { Plot } from "../parts/plot.tsx";
import { QueuePlots } from "../parts/queue-plots.tsx";
import { count, Moment, span } from "../parts/words.tsx";

const ranges = [
  [15, "15 min"],
  [60, "1 hour"],
  [360, "6 hours"],
  [1_440, "1 day"],
] as const;

const states = [
  ["FAILURE", "--failure"],
  ["RETRY", "--bar-retry"],
  ["REVOKED", "--revoked"],
  ["IGNORED", "--dim"],
  ["SUCCESS", "--bar-success"],
] as const;

const sum = (counts: Counts) => states.reduce((total, [state]) => total + counts[state], 0);

/** How the app does: what ended, how long it took, what waits. */
export function Overview() {
  const [minutes, setMinutes] = useState(60);
  const live = useLive<Answer>(`/api/overview?minutes=${minutes}`, 5_000);
  const queues = useLive<{ queues: Queue[] }>("/api/queues", 5_000);
  const history = useQueueHistory(minutes);
  return (
    <>
      <div class="title">
        <h1>Overview</h1>
        <fieldset class="choice">
          <legend class="quiet">Time range</legend>
          {ranges.map(([value, name]) => (
            <label>
              <input type="radio" name="range" checked={minutes === value} onChange={() => setMinutes(value)} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <Tiles overview={live.data} queues={queues.data?.queues} />
      <Reading live={live} room={700} wait={history === "reading"}>
        {(overview) => (
          <>
            <Plots overview={overview} />
            {typeof history === "object" && <QueuePlots history={history} />}
            <TaskTable tasks={overview.tasks} />
          </>
        )}
      </Reading>
    </>
  );
}

function Tiles({ overview, queues }: { overview: Answer | undefined; queues: Queue[] | undefined }) {
  const ended = overview && sum(overview.total);
  const failed = overview?.total.FAILURE;
  const waiting = queues?.reduce((total, { visible }) => total + visible, 0);
  const running = queues?.reduce((total, { inFlight }) => total + inFlight, 0);
  const dead = queues?.reduce((total, { deadLetters }) => total + deadLetters.visible, 0);
  const tile = (name: string, value: string | undefined, href: string, alarming = false) => (
    <a class={alarming ? "tile alarming" : "tile"} href={href}>
      <span class="dim">{name}</span>
      <strong>{value ?? "…"}</strong>
    </a>
  );
  return (
    <div class="tiles">
      {tile("Ended", ended === undefined ? undefined : count(ended), "/tasks")}
      {tile("Failed", failed === undefined ? undefined : count(failed), "/tasks?state=FAILURE", Boolean(failed))}
      {tile("95% within", overview && span(overview.total.p95), "/tasks")}
      {tile("Waiting", waiting === undefined ? undefined : count(waiting), "/queues")}
      {tile("In flight", running === undefined ? undefined : count(running), "/queues")}
      {tile("Dead letters", dead === undefined ? undefined : count(dead), "/dead-letters", Boolean(dead))}
    </div>
  );
}

function Plots({ overview }: { overview: Answer }) {
  const { points, step, total } = overview;
  const times = useMemo(() => points.map(({ at }) => Date.parse(at)), [points]);
  const ended = useMemo(
    () =>
      states
        // What never happens needs no place in the legend.
        .filter(([state]) => total[state] > 0 || state === "SUCCESS" || state === "FAILURE")
        .map(([state, colour]) => {
          return { name: state, colour, values: points.map((point) => point[state]), summary: count(total[state]) };
        }),
    [points, total],
  );
  const runtimes = useMemo(
    () =>
      (["p99", "p95", "p50"] as const).map((part, index) => ({
        name: part,
        colour: ["--failure", "--retry", "--accent"][index] ?? "--accent",
        values: points.map((point) => point[part]),
        summary: span(points.findLast((point) => point[part] !== null)?.[part]),
      })),
    [points],
  );
  const each = step === 60_000 ? "each minute" : `each ${span(step)}`;
  return (
    <div class="two">
      <Panel title={`Ended attempts, ${each}`}>
        <Plot
          label={`${count(sum(total))} attempts ended, ${count(total.FAILURE)} of them failed`}
          times={times}
          series={ended}
          stacked
          format={count}
        />
      </Panel>
      <Panel title="How long they took">
        <Plot
          label={`Half took at most ${span(total.p50)}, 95 percent ${span(total.p95)}, 99 percent ${span(total.p99)}`}
          times={times}
          series={runtimes}
          format={span}
        />
      </Panel>
    </div>
  );
}

function TaskTable({ tasks }: { tasks: Answer["tasks"] }) {
  return (
    <Panel title="Tasks">
      {tasks.length === 0 ? (
        <Empty>
          Nothing ended in this time. <a href="/send">Send a task</a>
        </Empty>
      ) : (
        <Table
          label="Tasks by name"
          head={
            <>
              <th>Task</th>
              <th class="number">Ended</th>
              <th class="number">Failed</th>
              <th class="number wide">Retried</th>
              <th class="number wide">p50</th>
              <th class="number">p95</th>
              <th class="number wide">p99</th>
              <th class="wide">Last</th>
            </>
          }
        >
          {tasks.map((task) => (
            <tr key={task.name}>
              <td>
                <a href={`/tasks?task=${encodeURIComponent(task.name)}`}>{task.name}</a>
              </td>
              <td class="number">{count(sum(task))}</td>
              <td class={task.FAILURE > 0 ? "number alarming" : "number"}>{count(task.FAILURE)}</td>
              <td class="number wide">{count(task.RETRY)}</td>
              <td class="number wide">{span(task.p50)}</td>
              <td class="number">{span(task.p95)}</td>
              <td class="number wide">{span(task.p99)}</td>
              <td class="wide">
                <Moment at={task.lastAt} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}
