import { useEffect, useRef } from "preact/hooks";
import UPlot, { type AlignedData, type Series } from "uplot";
import { useTheme } from "./theme.ts";

/** A line of a plot: its name, the CSS variable of its colour, and its values, one for each time. */
export interface PlotSeries {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
}

const HEIGHT = 180;

/** Values over time, each series stacked on the one before it, or as lines. */
export function Plot({
  label,
  times,
  series,
  stacked = false,
  format,
}: {
  /** What a screen reader says in place of the picture. */
  label: string;
  /** Milliseconds since 1970. */
  times: readonly number[];
  series: readonly PlotSeries[];
  stacked?: boolean;
  format: (value: number) => string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const theme = useTheme();
  const names = series.map(({ name }) => name).join();
  const shown = useRef(series);
  shown.current = series;

  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const axis = { stroke: colour("--dim"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
    const made = new UPlot(
      {
        width: current.clientWidth,
        height: HEIGHT,
        padding: [8, 8, 0, 0],
        legend: { live: true },
        cursor: { drag: { x: false, y: false }, y: false },
        scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] } },
        axes: [axis, { ...axis, size: 62, values: (_plot, ticks) => ticks.map(format) }],
        series: [
          { value: (_plot, at) => (at === null ? "" : new Date(at * 1_000).toLocaleTimeString()) },
          ...shown.current.map(
            (one, index): Series => ({
              label: one.name,
              stroke: colour(one.colour),
              width: 2,
              ...(stacked && { fill: `color-mix(in srgb, ${colour(one.colour)} 35%, ${colour("--panel")})` }),
              points: { show: false },
              value: (_plot, _value, _series, at) => {
                const value = at === null || at === undefined ? undefined : shown.current[index]?.values[at];
                return value === null || value === undefined ? "–" : format(value);
              },
            }),
          ),
        ],
      },
      dataOf(times, shown.current, stacked),
      current,
    );
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: current.clientWidth, height: HEIGHT }));
    resized.observe(current);
    return () => {
      resized.disconnect();
      made.destroy();
    };
    // New values are put into the plot that is there; new names or colours make another.
  }, [theme, names, stacked]);

  useEffect(() => plot.current?.setData(dataOf(times, series, stacked)), [times, series, stacked]);

  return <div ref={place} class="plot" role="img" aria-label={label} />;
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
