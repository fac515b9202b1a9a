import { useEffect, useState } from "preact/hooks";

/** Says what was done, in a corner of the page and to a screen reader. */
export function notice(text: string, link?: { href: string; text: string }): void {
  dispatchEvent(new CustomEvent("lovage:notice", { detail: { text, link } }));
}

interface Said {
  text: string;
  link?: { href: string; text: string };
}

/** The place where notices are shown. */
export function Notices() {
  const [said, setSaid] = useState<Said>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const heard = (event: Event) => {
      setSaid((event as CustomEvent<Said>).detail);
      clearTimeout(timer);
      timer = setTimeout(() => setSaid(undefined), 8_000);
    };
    addEventListener("lovage:notice", heard);
    return () => removeEventListener("lovage:notice", heard);
  }, []);
  return (
    <div class="notices" role="status" aria-live="polite">
      {said && (
        <p>
          {said.text} {said.link && <a href={said.link.href}>{said.link.text}</a>}
        </p>
      )}
    </div>
  );
}
