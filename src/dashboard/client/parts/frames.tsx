import type { ComponentChildren } from "preact";
import type { Live } from "../live/use-live.ts";
import { Scroll } from "./scroll.tsx";

/** A part of a page with its heading. */
export function Panel({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {actions && <div class="actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** What is read, when it is there; before, a place that keeps its room; where it cannot be read, why. */
export function Reading<T>({
  live,
  room = 160,
  children,
}: {
  live: Live<T>;
  /** The height that is kept while nothing is there, in pixels. */
  room?: number;
  children: (data: T) => ComponentChildren;
}) {
  const { data, error, again } = live;
  return (
    <>
      {error && (
        <div class="problem" role="alert">
          <p>{error.message}</p>
          <button type="button" onClick={again}>
            Try again
          </button>
        </div>
      )}
      {data === undefined && !error && (
        <div class="loading" style={{ minHeight: `${room}px` }} role="status">
          Reading …
        </div>
      )}
      {data !== undefined && children(data)}
    </>
  );
}

/** What a list says when there is nothing in it. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}

/** A table that scrolls by itself where the page is narrow. */
export function Table({
  label,
  head,
  children,
}: {
  label: string;
  head: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <Scroll kind="scroll" label={label}>
      <table>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}
