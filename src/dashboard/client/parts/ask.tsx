import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../live/api.ts";

/** A dialog that asks before something is done, does it, and says what went wrong if it did. */
export function Ask({
  title,
  action,
  danger = false,
  children,
  onDo,
  onClose,
}: {
  title: string;
  /** The word on the button. */
  action: string;
  danger?: boolean;
  children: ComponentChildren;
  onDo: () => Promise<unknown>;
  onClose: (done: boolean) => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await onDo();
      onClose(true);
    } catch (error) {
      setProblem(error instanceof ApiError || error instanceof SyntaxError ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} aria-label={title} onClose={() => onClose(false)}>
      <form onSubmit={submit}>
        <h2>{title}</h2>
        {children}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <footer>
          <button type="button" onClick={() => onClose(false)}>
            Cancel
          </button>
          <button type="submit" class={danger ? "danger" : "primary"} disabled={busy}>
            {action}
          </button>
        </footer>
      </form>
    </dialog>
  );
}
