import { describe, expect, it } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { oldNode } from "../../../src/cli/old-node.ts";

describe("a Node.js that is too old for the program", () => {
  it.each(["20.20.2", "22.11.9", "18.0.0"])("is told what is needed: %s", (version) => {
    expect(oldNode(version)).toBe(`Lovage needs Node.js 22.12 or later; this is ${version}.`);
  });

  it.each(["22.12.0", "22.18.1", "24.0.0", "26.1.0-nightly"])("is none of those from 22.12 on: %s", (version) => {
    expect(oldNode(version)).toBeUndefined();
  });

  it("is what package.json says", () => {
    expect(oldNode("0.0.0")).toContain(manifest.engines.node.replace(">=", "Node.js "));
  });
});
