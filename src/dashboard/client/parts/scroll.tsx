import type { ComponentChildren } from "preact";

/** A part of the page that scrolls by itself, also by the keyboard. */
export function Scroll({ label, kind, children }: { label: string; kind: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section class={kind} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
