import { useMemo, useState } from "preact/hooks";
import type { AppFacts } from "../live/answers.ts";
import { argumentFields, readArguments } from "./argument-fields.ts";
import { ArgumentForm } from "./argument-form.tsx";

/** What is typed of a task: its name and its arguments as JSON. */
export interface TaskText {
  task: string;
  args: string;
  kwargs: string;
}

/** The fields for a task and its arguments, with what is known of them. */
export function TaskFields({ app, text, onText }: { app: AppFacts; text: TaskText; onText: (text: TaskText) => void }) {
  const known = app.tasks.find(({ name }) => name === text.task);
  const fields = useMemo(() => argumentFields(known?.schema), [known?.schema]);
  const [asJson, setAsJson] = useState(false);
  const fits = fields !== undefined && readArguments(fields, text.args) !== undefined;
  // The task whose arguments are in fields: it stays there while what is typed into one of them is not JSON yet.
  const [inFields, setInFields] = useState<string>();
  if (fits && !asJson && inFields !== text.task) setInFields(text.task);
  const shown = !asJson && inFields === text.task ? fields : undefined;
  const turn = () => {
    setAsJson(shown !== undefined);
    setInFields(undefined);
  };
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
      {shown && (
        <ArgumentForm key={text.task} fields={shown} args={text.args} onArgs={(args) => onText({ ...text, args })} />
      )}
      {fields && (
        <div>
          <button type="button" class="small" disabled={!shown && !fits} onClick={turn}>
            {shown ? "Arguments as JSON" : "Arguments in fields"}
          </button>
        </div>
      )}
      {!shown && (
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
      )}
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
