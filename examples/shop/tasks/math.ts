import { app } from "./app.ts";

/** The first task of every Celery tutorial. */
export const add = app.task("add", (x: number, y: number) => x + y);
