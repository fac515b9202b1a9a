import { app } from "./app.ts";

/** A greeting, as in every tutorial of periodic tasks. */
export const greet = app.task("greet", (whom: string) => `Hello, ${whom}!`);

/** The report of the week that ends with the time at which it is due, however late the worker comes to it. */
export const weeklyReport = app.task("reports.weekly", { bind: true }, (task, shop: string) => {
  const end = task.tick?.scheduledAt ?? new Date();
  const begin = new Date(end.getTime() - 7 * 86_400_000);
  return { shop, from: begin.toISOString(), to: end.toISOString() };
});
