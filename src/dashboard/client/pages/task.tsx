import { useState } from "preact/hooks";
import type { AppFacts, TaskDetail, TaskRecord } from "../live/answers.ts";
import { change } from "../live/api.ts";
import { type Live, useLive } from "../live/use-live.ts";
import { Ask } from "../parts/ask.tsx";
import { Copy } from "../parts/copy.tsx";
import { ErrorView } from "../parts/error-view.tsx";
import { Loading, Panel } from "../parts/frames.tsx";
import { notice } from "../parts/notice.tsx";
import { Timeline } from "../parts/timeline.tsx";
import { Json, Moment, StateMark, span } from "../parts/words.tsx";

const outcomes = {
  revoked: "It is revoked, and does not run.",
  terminating: "It is told to stop, and will be revoked.",
  finishing: "It runs, and may finish; it does not run again.",
  finished: "It was over before.",
} as const;
const ended = ["SUCCESS", "FAILURE", "REVOKED", "IGNORED"];

/** One task: what it was called with, what came of it, and what can be done about it. */
export function TaskPage({ id, app }: { id: string; app: AppFacts }) {
  const [every, setEvery] = useState(2_000);
  const live = useLive<TaskDetail>(`/api/records/${encodeURIComponent(id)}`, every);
  // What is over may be sent back by somebody else, but is not in a hurry.
  const wanted = live.data && ended.includes(live.data.record.state) ? 10_000 : 2_000;
  if (wanted !== every) setEvery(wanted);
  return (
    <>
      <div class="title">
        <h1>
          {live.data?.record.task ?? "Task"} <span class="id">{id}</span>
        </h1>
        <Copy text={id} what="The id" />
      </div>
      <Known id={id} live={live} app={app} />
    </>
  );
}

function Known({ id, live, app }: { id: string; live: Live<TaskDetail>; app: AppFacts }) {
  const { data, error, again } = live;
  if (data) return <Detail detail={data} app={app} again={again} />;
  if (!error) return <Loading room={500} />;
  if (error.code !== "RECORD_NOT_FOUND") {
    return (
      <div class="problem" role="alert">
        <p>{error.message}</p>
        <button type="button" onClick={again}>
          Try again
        </button>
      </div>
    );
  }
  return (
    <Panel title="PENDING" actions={!app.readOnly && <Revoke id={id} running={false} again={again} />}>
      <p>No worker has begun it, or nothing is known of it any more. This page shows it as soon as one begins.</p>
    </Panel>
  );
}

function Detail({ detail, app, again }: { detail: TaskDetail; app: AppFacts; again: () => void }) {
  const { record, above } = detail;
  return (
    <>
      <Panel title="What it came to" actions={!app.readOnly && <Actions record={record} again={again} />}>
        <dl class="facts">
          <Fact name="State">
            <StateMark state={record.lost ? "LOST" : record.state} />
          </Fact>
          <Fact name="Queue">{record.queue}</Fact>
          <Fact name="Attempt">{record.attempt}</Fact>
          <Fact name="Started">
            <Moment at={record.startedAt} />
          </Fact>
          {record.finishedAt && (
            <Fact name="Finished">
              <Moment at={record.finishedAt} />
            </Fact>
          )}
          {record.took !== undefined && <Fact name="Took">{span(record.took)}</Fact>}
          {record.retryAt && (
            <Fact name="Runs again">
              <Moment at={record.retryAt} />
            </Fact>
          )}
          {record.leaseUntil && (
            <Fact name={record.lost ? "Lost since" : "Must end by"}>
              <Moment at={record.leaseUntil} />
            </Fact>
          )}
          {record.reason && <Fact name="Reason">{record.reason}</Fact>}
          <Fact name="Kept until">
            <Moment at={record.expiresAt} />
          </Fact>
        </dl>
        {record.error && <ErrorView error={record.error} />}
        {record.state === "SUCCESS" && <Named name="Result" value={record.result} />}
        {record.meta !== undefined && <Named name="Progress" value={record.meta} />}
      </Panel>
      {record.args && (
        <Panel title="Called with">
          <Named name="Arguments" value={record.args} />
          {record.kwargs && Object.keys(record.kwargs).length > 0 && (
            <Named name="Keyword arguments" value={record.kwargs} />
          )}
        </Panel>
      )}
      <Panel title="Attempts">
        <Timeline detail={detail} />
      </Panel>
      {(above.length > 0 || record.groupId) && (
        <Panel title="Where it came from">
          <ol class="chain" aria-label="From the first task to this one">
            {above.map(({ id, task, state }) => (
              <li key={id}>
                <a href={`/tasks/${encodeURIComponent(id)}`}>
                  {task ?? "unknown"} <StateMark state={state} />
                </a>
              </li>
            ))}
            <li aria-current="true">
              <span>
                {record.task} <StateMark state={record.state} />
              </span>
            </li>
          </ol>
          {record.groupId && <p class="dim">A member of the group {record.groupId}</p>}
        </Panel>
      )}
    </>
  );
}

/** A value as JSON under its name, to be read and to be copied. */
function Named({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <div class="named">
        <h3>{name}</h3>
        <Copy text={JSON.stringify(value, null, 2) ?? ""} what={name} />
      </div>
      <Json value={value} label={name} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Actions({ record, again }: { record: TaskRecord; again: () => void }) {
  const isEnded = ended.includes(record.state);
  const call = new URLSearchParams({ task: record.task, queue: record.queue });
  // What was cut, a text, is nothing to send.
  if (Array.isArray(record.args)) call.set("args", JSON.stringify(record.args));
  if (typeof record.kwargs === "object") call.set("kwargs", JSON.stringify(record.kwargs));
  return (
    <>
      {record.state === "FAILURE" && <Retry id={record.id} again={again} />}
      <a class="button" href={`/send?${call}`}>
        Run again …
      </a>
      {!isEnded && <Revoke id={record.id} running={record.state !== "RETRY"} again={again} />}
    </>
  );
}

function Retry({ id, again }: { id: string; again: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        Retry
      </button>
      {asking && (
        <Ask
          title="Retry this task?"
          action="Retry"
          onDo={async () => {
            await change("POST", `/api/records/${encodeURIComponent(id)}/retry`);
            notice("Its message is on its queue again, with its attempts anew.");
          }}
          onClose={(done) => {
            setAsking(false);
            if (done) again();
          }}
        >
          <p>Its dead letter goes back to its queue. It keeps its id, and begins a new round of attempts.</p>
        </Ask>
      )}
    </>
  );
}

function Revoke({ id, running, again }: { id: string; running: boolean; again: () => void }) {
  const [asking, setAsking] = useState(false);
  const [terminate, setTerminate] = useState(running);
  return (
    <>
      <button type="button" class="danger" onClick={() => setAsking(true)}>
        Revoke
      </button>
      {asking && (
        <Ask
          title="Revoke this task?"
          action="Revoke"
          danger
          onDo={async () => {
            const path = `/api/records/${encodeURIComponent(id)}/revoke`;
            const { outcome } = await change<{ outcome: keyof typeof outcomes }>("POST", path, { terminate });
            notice(outcomes[outcome]);
          }}
          onClose={(done) => {
            setAsking(false);
            if (done) again();
          }}
        >
          <p>It does not run, or not again.</p>
          <label class="check">
            <input
              type="checkbox"
              checked={terminate}
              onChange={(event) => setTerminate(event.currentTarget.checked)}
            />
            Also stop it if it runs now (its signal is aborted)
          </label>
        </Ask>
      )}
    </>
  );
}
