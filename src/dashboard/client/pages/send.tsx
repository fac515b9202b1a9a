import { useState } from "preact/hooks";
import type { AppFacts } from "../live/answers.ts";
import { change } from "../live/api.ts";
import { go, usePlace } from "../live/location.ts";
import { notice } from "../parts/notice.tsx";
import { TaskFields } from "../parts/task-fields.tsx";
import { typedTask } from "../parts/typed-task.ts";

/** Sends a task by what is typed; an address can bring it along (`/send?task=add&args=[4,4]`). */
export function Send({ app }: { app: AppFacts }) {
  const { query } = usePlace();
  const [text, setText] = useState({
    task: query.get("task") ?? "",
    args: query.get("args") ?? "",
    kwargs: query.get("kwargs") ?? "",
  });
  const [queue, setQueue] = useState(query.get("queue") ?? "");
  const [countdown, setCountdown] = useState("");
  const [expires, setExpires] = useState("");
  const [problem, setProblem] = useState<string>();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(undefined);
    try {
      const { task, ...call } = typedTask(text);
      const options = { ...(queue && { queue }), ...(countdown && { countdown }), ...(expires && { expires }) };
      const { id } = await change<{ id: string }>("POST", `/api/send/${encodeURIComponent(task)}`, {
        ...call,
        ...options,
      });
      notice(`${task} is sent.`);
      go(`/tasks/${encodeURIComponent(id)}`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <div class="title">
        <h1>Send a task</h1>
      </div>
      <form class="panel fields" onSubmit={submit}>
        <TaskFields app={app} text={text} onText={setText} />
        <label>
          Queue
          <select value={queue} onChange={(event) => setQueue(event.currentTarget.value)}>
            <option value="">the task's own</option>
            {app.queues.map((name) => (
              <option value={name}>{name}</option>
            ))}
          </select>
        </label>
        <div class="pair">
          <label>
            Countdown
            <input
              placeholder="30s, 5m, 2h"
              value={countdown}
              onInput={(event) => setCountdown(event.currentTarget.value)}
            />
          </label>
          <label>
            Expires
            <input placeholder="never" value={expires} onInput={(event) => setExpires(event.currentTarget.value)} />
          </label>
        </div>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <footer>
          <button type="submit" class="primary" disabled={app.readOnly}>
            Send
          </button>
          {app.readOnly && <span class="dim">This dashboard is read-only.</span>}
        </footer>
      </form>
    </>
  );
}
