import { Scroll } from "./scroll.tsx";

/** A number with the reader's own separators. */
export const count = (value: number) => value.toLocaleString();

/** A time span for people, of two figures or three: `12 ms`, `3.4 s`, `5 min`. */
export function span(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) return "–";
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
  if (milliseconds < 3_600_000) return `${(milliseconds / 60_000).toFixed(milliseconds < 600_000 ? 1 : 0)} min`;
  if (milliseconds < 172_800_000) return `${(milliseconds / 3_600_000).toFixed(1)} h`;
  return `${Math.round(milliseconds / 86_400_000)} d`;
}

/** A moment in the reader's zone, with the exact one on hover and for a screen reader. */
export function Moment({ at }: { at: string | undefined | null }) {
  if (!at) return <span class="dim">–</span>;
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  const time = date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const day = date.toLocaleDateString(undefined, { day: "numeric", month: "short" });
  return (
    <time dateTime={at} title={`${date.toLocaleString()} (${at})`}>
      {today ? time : `${day}, ${time}`}
    </time>
  );
}

/** A state, by its word and its colour. */
export function StateMark({ state }: { state: string }) {
  return <span class={`state state-${state.toLowerCase()}`}>{state}</span>;
}

/** An id: its whole on hover and in the clipboard, its end in a list. Time-ordered ids differ at their end. */
export function ShortId({ id }: { id: string }) {
  return (
    <span class="id" title={id}>
      {id.length > 13 ? `…${id.slice(-8)}` : id}
    </span>
  );
}

/** A value as JSON. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return (
    <Scroll kind="json" label={label}>
      <pre>{JSON.stringify(value, null, 2) ?? "undefined"}</pre>
    </Scroll>
  );
}
