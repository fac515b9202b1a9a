import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, read } from "./api.ts";

/** What is known of something that is read again and again. */
export interface Live<T> {
  /** The last answer; undefined before the first. */
  readonly data: T | undefined;
  /** Why the last reading failed; undefined when it did not. */
  readonly error: ApiError | undefined;
  /** Reads at once: after a change. */
  readonly again: () => void;
}

/**
 * Reads a path of the API now and every so often while the page is seen. What was read stays until there is something newer, so
 * that nothing flickers; another path begins anew.
 *
 * @param every - in milliseconds; 0 reads once
 */
export function useLive<T>(path: string | undefined, every = 4_000): Live<T> {
  const [state, setState] = useState<{ path?: string; data?: T; error?: ApiError }>({});
  const [round, setRound] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (path === undefined) return;
    const stop = new AbortController();
    const look = async () => {
      try {
        const data = await read<T>(path, stop.signal);
        if (stop.signal.aborted) return;
        setState({ path, data });
      } catch (error) {
        if (stop.signal.aborted) return;
        setState((before) => ({
          path,
          ...(before.path === path && before.data !== undefined && { data: before.data }),
          error: error as ApiError,
        }));
      }
      next();
    };
    const next = () => {
      clearTimeout(timer.current);
      if (every > 0 && !document.hidden && !stop.signal.aborted) timer.current = setTimeout(look, every);
    };
    const shown = () => {
      if (!document.hidden) void look();
    };
    document.addEventListener("visibilitychange", shown);
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer.current);
      document.removeEventListener("visibilitychange", shown);
    };
    // `round` starts it anew on request.
  }, [path, every, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const current = state.path === path;
  return { data: current ? state.data : undefined, error: current ? state.error : undefined, again };
}
