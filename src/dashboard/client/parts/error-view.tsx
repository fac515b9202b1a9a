import type { RecordedError } from "../live/answers.ts";
import { Copy } from "./copy.tsx";
import { Scroll } from "./scroll.tsx";

/** An error with its stack, and what caused it. */
export function ErrorView({ error }: { error: RecordedError }) {
  return (
    <div class="error">
      <p>
        <strong>{error.name}</strong>: {error.message} {error.code && <code>{error.code}</code>}
      </p>
      {error.stack && (
        <>
          <Scroll kind="stack" label={`Stack of ${error.name}`}>
            <pre>{error.stack}</pre>
          </Scroll>
          <Copy text={error.stack} what="The stack" />
        </>
      )}
      {error.cause && (
        <>
          <p class="dim">Caused by</p>
          <ErrorView error={error.cause} />
        </>
      )}
    </div>
  );
}
