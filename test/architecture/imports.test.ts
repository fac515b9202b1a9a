import { describe, expect, it } from "vitest";
import { type SourceFile, sourceFiles } from "../support/source-files.ts";
import { awsRooms, constructsMayImport, doorMayImport, furtherDoors, mayImport } from "./walls.ts";

const src = sourceFiles("src");
const cdk = sourceFiles("cdk");

const roomOf = (path: string) => (path.split("/").length > 2 ? path.split("/")[1] : undefined);

function forbidden(file: SourceFile): string[] {
  const room = roomOf(file.path);
  const allowed = room === undefined ? doorMayImport[file.path.split("/")[1] ?? ""] : mayImport[room];
  if (!allowed)
    return [`${file.path}: no wall is drawn for ${room ?? "this door"}; add it to test/architecture/walls.ts`];
  return file.imports.flatMap((target) => {
    const other = roomOf(target);
    if (!target.startsWith("src/")) return [`${file.path} imports ${target}: src never imports what is outside it`];
    if (other === undefined) return [`${file.path} imports ${target}: doors are for users, rooms import rooms`];
    if (other === room) return [];
    if (furtherDoors[target]?.includes(room ?? "")) return [];
    if (!allowed.includes(other))
      return [`${file.path} imports ${other}: ${room ?? "this door"} may import only ${allowed.join(", ")}`];
    return target === `src/${other}/index.ts`
      ? []
      : [`${file.path} imports ${target}: other rooms are entered by their index.ts`];
  });
}

describe("walls", () => {
  it("lets each room import only the rooms below it, by their doors", () => {
    expect(src.flatMap(forbidden)).toEqual([]);
  });

  it("keeps the AWS SDK in the adapters", () => {
    const users = src.filter((file) => file.packages.some((name) => name.startsWith("@aws-sdk/")));
    expect(users.map((file) => roomOf(file.path)).filter((room) => !awsRooms.includes(room ?? ""))).toEqual([]);
  });

  it("keeps the environment in settings, the CLI and the embedded cloud", () => {
    const readers = src.filter((file) => file.text.includes("process.env")).map((file) => roomOf(file.path));
    expect(readers.filter((room) => !["settings", "cli", "dev"].includes(room ?? ""))).toEqual([]);
  });

  it("lets the constructs import what they deploy and check, and nothing else of src", () => {
    const targets = cdk.filter(({ path }) => path !== "cdk/app.ts").flatMap((file) => file.imports);
    const outside = targets.filter((target) => !target.startsWith("cdk/"));
    expect(outside.filter((target) => !constructsMayImport.includes(target))).toEqual([]);
  });

  it("has no circle among the rooms", () => {
    const seen = new Set<string>();
    const visit = (room: string, path: readonly string[]): string[] => {
      if (path.includes(room)) return [[...path, room].join(" → ")];
      if (seen.has(room)) return [];
      const circles = (mayImport[room] ?? []).flatMap((next) => visit(next, [...path, room]));
      seen.add(room);
      return circles;
    };
    expect(Object.keys(mayImport).flatMap((room) => visit(room, []))).toEqual([]);
  });
});

describe("files", () => {
  it("are never over 300 lines", () => {
    const long = [...src, ...cdk]
      .map(({ path, text }) => [path, text.split("\n").length] as const)
      .filter(([, lines]) => lines > 300);
    expect(long).toEqual([]);
  });

  it("are named after concepts, never after kinds", () => {
    const kinds = /(^|\/)(utils?|helpers?|common|types|interfaces|misc|lib)(\/|\.ts$)/;
    expect([...src, ...cdk].map(({ path }) => path).filter((path) => kinds.test(path))).toEqual([]);
  });

  it("promise nothing and escape from nothing", () => {
    const debt = /\b(TODO|FIXME|XXX)\b|@ts-ignore|@ts-expect-error|\bas any\b|biome-ignore(?!.*: \w)/;
    expect([...src, ...cdk].filter(({ text }) => debt.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
