import type { AppFacts } from "../live/answers.ts";

/** What is typed of a task: its name and its arguments as JSON. */
export interface TaskText {
  task: string;
  args: string;
  kwargs: string;
}

/** The fields for a task and its arguments, with what is known of them. */
export function TaskFields({ app, text, onText }: { app: AppFacts; text: TaskText; onText: (text: TaskText) => void }) {
  const known = app.tasks.find(({ name }) => name === text.task);
  return (
    <>
      <label>
        Task
        <input
          required
          list="known-tasks"
          autocomplete="off"
          value={text.task}
          onInput={(event) => onText({ ...text, task: event.currentTarget.value })}
        />
        <datalist id="known-tasks">
          {app.tasks.map(({ name }) => (
            <option value={name} />
          ))}
        </datalist>
      </label>
      {known?.description && <p class="dim">{known.description}</p>}
      <label>
        Arguments, a JSON list
        <textarea
          rows={3}
          spellcheck={false}
          value={text.args}
          placeholder="[4, 4]"
          onInput={(event) => onText({ ...text, args: event.currentTarget.value })}
        />
      </label>
      {known?.schema ? (
        <details>
          <summary>The schema of the arguments</summary>
          <pre class="json">{JSON.stringify(known.schema, null, 2)}</pre>
        </details>
      ) : null}
      <label>
        Keyword arguments, a JSON object
        <textarea
          rows={2}
          spellcheck={false}
          value={text.kwargs}
          placeholder="{}"
          onInput={(event) => onText({ ...text, kwargs: event.currentTarget.value })}
        />
      </label>
    </>
  );
}
