// The door of the room: a user's sources as one ES module.
export { type Bundled, bundle } from "./bundle.ts";
export type { BundleOptions } from "./bundle-options.ts";
export type { StandIns } from "./keep-packages-out.ts";
export { type WatchedBundle, watchBundle } from "./watch-bundle.ts";
