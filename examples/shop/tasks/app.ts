import { createApp } from "lovage";

/** The shop's app. Importing it opens nothing and reads nothing: queues, table and endpoint come from the environment. */
export const app = createApp({ name: "shop" });
