import type { ComponentChildren } from "preact";
import type { Live } from "../live/use-live.ts";
import { Scroll } from "./scroll.tsx";

/** A part of a page, with its heading where the page's own does not say it. */
export function Panel({
  title,
  actions,
  children,
}: {
  title?: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div class="panel">
      {(title || actions) && (
        <header>
          {title && <h2>{title}</h2>}
          {actions && <div class="actions">{actions}</div>}
        </header>
      )}
      {children}
    </div>
  );
}

/** What is read, when it is there; before, a place that keeps its room; where it cannot be read, why. */
export function Reading<T>({
  live,
  room = 160,
  wait = false,
  children,
}: {
  live: Live<T>;
  /** Whether something is read besides, without which the page would jump when it comes. @default false */
  wait?: boolean;
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
      {(data === undefined || wait) && !error && <Loading room={room} />}
      {data !== undefined && !wait && children(data)}
    </>
  );
}

/** A place that keeps its room while something is read. @param room - in pixels */
export function Loading({ room }: { room: number }) {
  return (
    <div class="loading" style={{ minHeight: `${room}px` }} role="status">
      <span class="quiet">Reading …</span>
    </div>
  );
}

/** What a list says when there is nothing in it. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}

/** A table that scrolls by itself where the page is narrow; or, as cards, has a block for each row there. */
export function Table({
  label,
  head,
  cards = false,
  children,
}: {
  label: string;
  /** For tables whose rows have buttons; the cells then say their column by `data-name`. @default false */
  cards?: boolean;
  head: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <Scroll kind={cards ? "scroll cards" : "scroll"} label={label}>
      <table>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}
