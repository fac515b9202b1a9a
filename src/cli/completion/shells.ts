/** The shells that are completed. */
export const shells = ["bash", "zsh", "fish"] as const;

/** One of them. */
export type CompletedShell = (typeof shells)[number];
