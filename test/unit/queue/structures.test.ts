import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Line, type Place } from "../../../src/queue/line.ts";
import { TimeHeap } from "../../../src/queue/time-heap.ts";

describe("a line", () => {
  it("is what an array would be, whatever joins and leaves", () => {
    const step = fc.record({ what: fc.constantFrom("push", "shift", "remove", "insert", "removeAt"), at: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const line = new Line<number>();
        let model: Place<number>[] = [];
        steps.forEach(({ what, at }, value) => {
          const place = model[at];
          if (what === "push") model.push(line.push(value));
          else if (what === "shift") expect(line.shift()).toBe(model.shift()?.value);
          else if (what === "removeAt") expect(line.removeAt(at)).toBe(model.splice(at, 1)[0]?.value);
          else if (what === "insert") {
            const index = place ? at : model.length;
            model.splice(
              index,
              0,
              line.insert(value, (other) => other === place?.value),
            );
          } else if (place) {
            line.remove(place);
            model = model.filter((other) => other !== place);
          }
          expect([...line]).toEqual(model.map((other) => other.value));
          expect(line.size).toBe(model.length);
        });
      }),
    );
  });
});

describe("a time heap", () => {
  it("has at hand what is due next, whatever is added, moved and removed", () => {
    const step = fc.record({ what: fc.constantFrom("push", "push", "remove", "move"), due: fc.nat(9), at: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const heap = new TimeHeap<{ due: number; number: number; slot: number }>();
        let model: { due: number; number: number; slot: number }[] = [];
        steps.forEach(({ what, due, at }, number) => {
          const item = model[at];
          if (what === "push") {
            const added = { due, number, slot: -1 };
            heap.push(added);
            model.push(added);
          } else if (item && what === "move") heap.move(item, due);
          else if (item) {
            heap.remove(item);
            model = model.filter((other) => other !== item);
            expect(item.slot).toBe(-1);
          }
          expect(heap.first).toBe([...model].sort((a, b) => a.due - b.due || a.number - b.number)[0]);
          expect(heap.size).toBe(model.length);
        });
      }),
    );
  });
});
