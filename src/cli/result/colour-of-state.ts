/** The colour of a task's state. Pure. */
export function colourOfState(state: string): "green" | "red" | "yellow" | "cyan" {
  if (state === "SUCCESS") return "green";
  if (state === "FAILURE" || state === "REVOKED" || state === "LOST") return "red";
  return state === "PENDING" || state === "RETRY" ? "yellow" : "cyan";
}
