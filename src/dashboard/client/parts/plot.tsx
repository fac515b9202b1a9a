import { useEffect, useRef, useState } from "preact/hooks";
import UPlot, { type AlignedData, type Options, type Series } from "uplot";
import { useTheme } from "./theme.ts";

/** A line of a plot: its name, the CSS variable of its colour, and its values, one for each time. */
export interface PlotSeries {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
  /** What the legend says while no moment is pointed at. */
  readonly summary: string;
}

const HEIGHT = 180;

/** Values over time, as bars of which each series stands on the next, or as lines; below it what they are. */
export function Plot({
  label,
  times,
  series,
  stacked = false,
  ticks,
  format,
}: {
  /** What a screen reader says in place of the picture. */
  label: string;
  /** Milliseconds since 1970. */
  times: readonly number[];
  series: readonly PlotSeries[];
  stacked?: boolean;
  /** The steps between which the axis of values may choose. @default those of decimal numbers */
  ticks?: number[];
  format: (value: number) => string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const [pointed, setPointed] = useState<number | null>(null);
  const theme = useTheme();
  const look = series.map(({ name, colour }) => `${name} ${colour}`).join();
  const shown = useRef({ times, series });
  shown.current = { times, series };

  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const { times, series } = shown.current;
    const made = new UPlot(
      {
        ...optionsFor(series, { stacked, ticks, format }),
        width: current.clientWidth,
        hooks: { setCursor: [pointedAt] },
      },
      dataOf(times, series, stacked),
      current,
    );
    function pointedAt({ cursor }: UPlot) {
      setPointed(cursor.idx ?? null);
    }
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: current.clientWidth, height: HEIGHT }));
    resized.observe(current);
    return () => {
      resized.disconnect();
      made.destroy();
    };
    // New values are put into the plot that is there; new names or colours make another.
  }, [theme, look, stacked, ticks, format]);

  useEffect(() => plot.current?.setData(dataOf(times, series, stacked)), [times, series, stacked]);

  const time = pointed === null ? undefined : times[pointed];
  return (
    <div class="plot">
      <div ref={place} class="picture" role="img" aria-label={label} />
      <ul class="legend">
        <li>{time === undefined ? (stacked ? "in all" : "at last") : clock(time)}</li>
        {series.map(({ name, colour, values, summary }) => (
          <li key={name}>
            <i style={{ background: `var(${colour})` }} />
            {name} <b>{time === undefined || pointed === null ? summary : said(values[pointed], format)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How a plot looks. uPlot's own legend is left out: it is a table of dashes until somebody points. */
function optionsFor(
  series: readonly PlotSeries[],
  { stacked, ticks, format }: { stacked: boolean; ticks: number[] | undefined; format: (value: number) => string },
): Omit<Options, "width"> {
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis = {
    stroke: colour("--dim"),
    font: "12px system-ui, sans-serif",
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
  };
  const bars = stacked ? UPlot.paths.bars?.({ size: [0.82, 40], radius: 0.1 }) : undefined;
  return {
    height: HEIGHT,
    padding: [8, 18, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { show: !stacked } },
    scales: {
      // A bar stands around its time, and the first and the last are not cut in half.
      ...(stacked && { x: { range: (plot, min, max) => [min - halfStep(plot), max + halfStep(plot)] } }),
      y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] },
    },
    axes: [
      { ...axis, size: 28, values: (_plot, ticks) => ticks.map((tick) => clock(tick * 1_000)) },
      { ...axis, size: 58, values: (_plot, at) => at.map(format), ...(ticks && { incrs: ticks }) },
    ],
    series: [
      {},
      ...series.map(
        (one): Series => ({
          stroke: colour(one.colour),
          width: stacked ? 0 : 2,
          points: { show: false },
          ...(stacked && { fill: colour(one.colour) }),
          ...(bars && { paths: bars }),
        }),
      ),
    ],
  };
}

function halfStep({ data: [times] }: UPlot): number {
  const [first = 0, second = first + 60] = times;
  return (second - first) / 2;
}

/** uPlot draws no stacks: each series is drawn as the sum of itself and all after it, the highest first. */
function dataOf(times: readonly number[], series: readonly PlotSeries[], stacked: boolean): AlignedData {
  const drawn = series.map(({ values }, index) => {
    if (!stacked) return [...values];
    const below = series.slice(index);
    return times.map((_, at) => below.reduce((sum, one) => sum + (one.values[at] ?? 0), 0));
  });
  return [times.map((time) => time / 1_000), ...drawn];
}

function clock(time: number): string {
  return new Date(time).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

function said(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? "–" : format(value);
}
