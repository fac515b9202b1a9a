import type { TaskDetail } from "../live/answers.ts";
import { Moment, StateMark, span } from "./words.tsx";

/** The attempts of a task along their time: a bar for each, and what it came to. */
export function Timeline({ detail }: { detail: TaskDetail }) {
  const { attempts, record } = detail;
  const running = record.state !== "RETRY" && !record.finishedAt && attempts.length < record.attempt;
  const begin = Date.parse(record.startedAt);
  const ends = attempts.map(({ startedAt, runtime }) => Date.parse(startedAt) + runtime);
  const end = Math.max(begin + 1, ...ends, Date.parse(record.finishedAt ?? record.retryAt ?? new Date().toISOString()));
  const part = (time: number) => Math.min(1_000, Math.max(0, ((time - begin) / (end - begin)) * 1_000));
  return (
    <ol class="timeline">
      {attempts.map(({ attempt, state, startedAt, runtime, worker }) => {
        const from = part(Date.parse(startedAt));
        const width = Math.max(4, part(Date.parse(startedAt) + runtime) - from);
        return (
          <li key={attempt}>
            <span>
              Attempt {attempt} <StateMark state={state} />
            </span>
            <svg viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">
              <rect x="0" y="5" width="1000" height="2" class="track" />
              <rect
                x={Math.min(996, from)}
                y="1"
                width={width}
                height="10"
                class={`bar state-${state.toLowerCase()}`}
              />
            </svg>
            <span class="dim">
              <Moment at={startedAt} />, {span(runtime)}, {worker}
            </span>
          </li>
        );
      })}
      {running && (
        <li>
          <span>
            Attempt {record.attempt} <StateMark state={record.lost ? "LOST" : record.state} />
          </span>
          <span class="dim">
            {record.lost ? "its worker is lost; it runs again when its message comes back" : "it runs"}
          </span>
        </li>
      )}
    </ol>
  );
}
