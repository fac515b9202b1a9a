import { useMemo } from "preact/hooks";
import type { QueueHistory } from "../live/answers.ts";
import { Panel } from "./frames.tsx";
import { Plot, type PlotSeries } from "./plot.tsx";
import { count, span } from "./words.tsx";

/** As many queues as a plot can tell apart. The deepest are drawn. */
const colours = ["--accent", "--started", "--retry", "--revoked", "--failure", "--dim"];

/** Round steps of time, in seconds. */
const roundSeconds = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400];

const seconds = (value: number) => span(value * 1_000);

/** How many messages waited in each queue, and how old the oldest of them was. */
export function QueuePlots({ history }: { history: QueueHistory }) {
  const times = useMemo(() => history.times.map((time) => Date.parse(time)), [history]);
  const deepest = useMemo(() => {
    const peak = ({ visible }: QueueHistory["queues"][number]) => Math.max(0, ...visible.map((value) => value ?? 0));
    return [...history.queues].sort((a, b) => peak(b) - peak(a)).slice(0, colours.length);
  }, [history]);
  const depth = useMemo(() => seriesOf(deepest, "visible", count), [deepest]);
  const age = useMemo(() => seriesOf(deepest, "oldest", seconds), [deepest]);
  return (
    <div class="two">
      <Panel title="Messages that waited">
        <Plot label={`Messages that waited in ${names(deepest)}`} times={times} series={depth} format={count} />
      </Panel>
      <Panel title="Age of the oldest">
        <Plot
          label={`Age of the oldest message of ${names(deepest)}`}
          times={times}
          series={age}
          ticks={roundSeconds}
          format={seconds}
        />
      </Panel>
    </div>
  );
}

function seriesOf(
  queues: QueueHistory["queues"],
  what: "visible" | "oldest",
  format: (value: number) => string,
): PlotSeries[] {
  return queues.map(({ name, [what]: values }, index) => {
    const last = values.findLast((value) => value !== null);
    return {
      name,
      colour: colours[index] ?? "--dim",
      values,
      summary: last === undefined || last === null ? "–" : format(last),
    };
  });
}

function names(queues: QueueHistory["queues"]): string {
  return queues.map(({ name }) => name).join(", ");
}
