import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { AppFacts } from "./live/answers.ts";
import { usePlace } from "./live/location.ts";
import { Notices } from "./parts/notice.tsx";
import { ThemeChoice } from "./parts/theme-choice.tsx";

const pages = [
  ["/", "Overview"],
  ["/tasks", "Tasks"],
  ["/queues", "Queues"],
  ["/dead-letters", "Dead letters"],
  ["/schedules", "Schedules"],
  ["/workers", "Workers"],
  ["/send", "Send a task"],
] as const;

/** What is around every page: the app's name, the way to the other pages, and the reader's own choices. */
export function Shell({
  app,
  signOut,
  children,
}: {
  app: AppFacts | undefined;
  signOut: (() => void) | undefined;
  children: ComponentChildren;
}) {
  const { path } = usePlace();
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  const here = pages.find(([href]) => (href === "/" ? path === "/" : path.startsWith(href)));
  useEffect(() => {
    const id = /^\/tasks\/(.+)$/.exec(path)?.[1];
    const name = id ? `Task ${decodeURIComponent(id)}` : (here?.[1] ?? "No such page");
    document.title = app ? `${name} · ${app.name} · Lovage` : `${name} · Lovage`;
    // Who reads on goes on at the new page, and a screen reader says that there is one.
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path, here, app?.name]);
  return (
    <div class="shell">
      <a class="skip" href="#main">
        To the content
      </a>
      <header class="top">
        <a class="brand" href="/">
          <img src="/assets/icon.svg" alt="" width="28" height="28" />
          <span>
            Lovage <strong>{app?.name}</strong>
          </span>
        </a>
        {app?.readOnly && <span class="badge">read-only</span>}
        <div class="choices">
          <ThemeChoice />
          {signOut && (
            <button type="button" onClick={signOut}>
              Sign out
            </button>
          )}
        </div>
      </header>
      <nav aria-label="Pages">
        {pages.map(([href, name]) => (
          <a href={href} aria-current={here?.[0] === href ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <main id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      <Notices />
    </div>
  );
}
