import { createApp, every } from "../../../src/index.ts";

/* An app with schedules, for `lovage schedules sync`. */
export const app = createApp({ name: "shop" });

export const add = app.task("add", (x: number, y: number) => x + y);

app.schedule("new", every("2h"), add, { args: [2, 2] });
app.schedule("changed", every("2h"), add, { args: [2, 2] });
app.schedule("deployed", every("2h"), add, { args: [2, 2] });
app.schedule("over", every("2h", { endAt: "2020-01-01T00:00Z" }), add, { args: [2, 2] });
