import { useEffect, useState } from "preact/hooks";
import type { AppFacts, History, Line } from "../live/answers.ts";
import { ApiError, read } from "../live/api.ts";
import { go, usePlace } from "../live/location.ts";
import { useLive } from "../live/use-live.ts";
import { Empty, Panel, Reading, Table } from "../parts/frames.tsx";
import { count, Moment, ShortId, StateMark, span } from "../parts/words.tsx";

const states = ["SUCCESS", "FAILURE", "RETRY", "REVOKED", "IGNORED"];
const filters = ["search", "task", "state", "queue", "worker", "from", "to"] as const;

/** The attempts that ended, newest first, by what the reader looks for. */
export function Tasks({ app }: { app: AppFacts }) {
  const { query } = usePlace();
  const wanted = new URLSearchParams();
  for (const name of filters) {
    const value = query.get(name);
    if (value) wanted.set(name, name === "from" || name === "to" ? new Date(value).toISOString() : value);
  }
  const asked = wanted.toString();
  const live = useLive<History>(`/api/history?${asked}`, 4_000);
  return (
    <>
      <div class="title">
        <h1>Tasks</h1>
        <span class="dim">Attempts that ended, the newest first; new ones appear by themselves.</span>
      </div>
      <Filters app={app} query={query} />
      <Panel>
        <Reading live={live} room={500}>
          {(first) => <Lines key={asked} first={first} asked={asked} />}
        </Reading>
      </Panel>
    </>
  );
}

function Filters({ app, query }: { app: AppFacts; query: URLSearchParams }) {
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(location.search);
    if (value) next.set(name, value);
    else next.delete(name);
    go(`/tasks?${next}`, true);
  };
  const choice = (name: string, label: string, values: readonly string[]) => (
    <label>
      {label}
      <select value={query.get(name) ?? ""} onChange={(event) => set(name, event.currentTarget.value)}>
        <option value="">any</option>
        {values.map((value) => (
          <option value={value}>{value}</option>
        ))}
      </select>
    </label>
  );
  const time = (name: string, label: string) => (
    <label>
      {label}
      <input
        type="datetime-local"
        value={query.get(name) ?? ""}
        onChange={(event) => set(name, event.currentTarget.value)}
      />
    </label>
  );
  return (
    <search>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label class="grow">
          Id or name
          <input
            type="search"
            placeholder="a part of it"
            value={query.get("search") ?? ""}
            onInput={(event) => set("search", event.currentTarget.value)}
          />
        </label>
        {app.tasks.length > 0 ? (
          choice("task", "Task", app.tasks.map(({ name }) => name).sort())
        ) : (
          <label>
            Task
            <input value={query.get("task") ?? ""} onChange={(event) => set("task", event.currentTarget.value)} />
          </label>
        )}
        {choice("state", "State", states)}
        {choice("queue", "Queue", app.queues)}
        {time("from", "From")}
        {time("to", "To")}
        <button type="button" onClick={() => go("/tasks", true)}>
          Clear
        </button>
      </form>
    </search>
  );
}

/** The newest lines, which follow what happens, and below them those that were asked for since. */
function Lines({ first, asked }: { first: History; asked: string }) {
  const [older, setOlder] = useState<Line[]>([]);
  const [next, setNext] = useState<string | null>();
  const [searchedTo, setSearchedTo] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  // What was on the newest page and is pushed off it by newer lines stays in the list.
  const [kept, setKept] = useState<Line[]>(first.lines);
  useEffect(() => setKept((before) => merged(first.lines, before)), [first]);
  const cursor = next === undefined ? first.next : next;
  const more = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await read<History>(`/api/history?${asked}&cursor=${cursor}`);
      setOlder((before) => [...before, ...page.lines]);
      setNext(page.next);
      setSearchedTo(page.searchedTo);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : String(error));
    }
    setBusy(false);
  };
  const lines = older.length > 0 ? merged(kept, older) : kept;
  return (
    <>
      {lines.length === 0 ? (
        <Empty>
          {cursor === null
            ? "Nothing of this kind ended in the last seven days."
            : "Nothing of this kind ended lately. Look further back below."}
        </Empty>
      ) : (
        <Table
          label="Ended attempts"
          head={
            <>
              <th>State</th>
              <th>Task</th>
              <th class="wide">Id</th>
              <th class="number wide">Attempt</th>
              <th>Started</th>
              <th class="number">Runtime</th>
              <th class="wide">Queue</th>
              <th class="wide">Worker</th>
            </>
          }
        >
          {lines.map((line) => (
            <tr key={keyOf(line)}>
              <td>
                <StateMark state={line.state} />
              </td>
              <td>
                {line.task}
                <a class="narrow" href={`/tasks/${encodeURIComponent(line.id)}`}>
                  <ShortId id={line.id} />
                </a>
              </td>
              <td class="wide">
                <a href={`/tasks/${encodeURIComponent(line.id)}`}>
                  <ShortId id={line.id} />
                </a>
              </td>
              <td class="number wide">{line.attempt}</td>
              <td>
                <Moment at={line.startedAt} />
              </td>
              <td class="number">{span(line.runtime)}</td>
              <td class="wide">{line.queue}</td>
              <td class="dim cut wide" title={line.worker}>
                {line.worker}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <footer class="more">
        <span class="dim">
          {count(lines.length)} shown, looked back to <Moment at={searchedTo ?? first.searchedTo} />
        </span>
        {cursor !== null && (
          <button type="button" onClick={more} disabled={busy}>
            {busy ? "Reading …" : "Look further back"}
          </button>
        )}
      </footer>
    </>
  );
}

const keyOf = ({ id, attempt, endedAt }: Line) => `${id} ${attempt} ${endedAt}`;

function merged(newer: readonly Line[], older: readonly Line[]): Line[] {
  const known = new Set(newer.map(keyOf));
  return [...newer, ...older.filter((line) => !known.has(keyOf(line)))];
}
