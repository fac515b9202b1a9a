import { useState } from "preact/hooks";
import { ApiError, change } from "./live/api.ts";

/** Asks for the password. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string>();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    try {
      await change("POST", "/api/session", { password });
      onDone();
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 401 ? "The password is not right." : String(error));
    }
  };
  return (
    <main class="sign-in">
      <form class="panel" onSubmit={submit}>
        <img src="/assets/icon.svg" alt="" width="48" height="48" />
        <h1>Lovage</h1>
        <label>
          Password
          <input
            type="password"
            name="password"
            autocomplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="primary">
          Sign in
        </button>
      </form>
    </main>
  );
}
