import type { ExecuteOptions, Kernel } from "tslab-kernel";
import { expect, test } from "vitest";
import { codeCells, type Ran, runCells } from "../../../lib/notebook/run/cells.js";
import { createCollector } from "../../../lib/notebook/run/collector.js";
import { notebookOf } from "./support.js";

/** A kernel in which every cell ends well, and what it was told of the cells to come: one entry for each execution. */
function fakeKernel() {
  const told: ExecuteOptions["ahead"][] = [];
  const unused = () => Promise.reject(new Error("not asked for"));
  const never = () => () => undefined;
  const kernel: Kernel = {
    pid: 0,
    alive: true,
    async execute(_, { ahead }) {
      told.push(ahead);
      return { status: "ok", executionCount: told.length, idleSeen: true, droppedBytes: 0, times: {} };
    },
    request: unused,
    adopt: unused,
    restart: unused,
    shutdown: unused,
    send() {},
    interrupt() {},
    kill() {},
    onMessage: never,
    onText: never,
    onDeath: never,
  };
  return { kernel, told };
}

test("the first cell that is executed carries the sources of those with code that follow, and no other does", async () => {
  const notebook = notebookOf("let a = 1", " ", "a + 1", "a + 2");
  const { kernel, told } = fakeKernel();
  await runCells(notebook, kernel, { cwd: "/", name: "n" }, []);
  expect(told).toEqual([["a + 1", "a + 2"], undefined, undefined]);
});

test("in a run that goes on where another stood the first that is executed anew does", async () => {
  const notebook = notebookOf("let a = 1", "a + 1", "a + 2");
  const { kernel, told } = fakeKernel();
  const collector = createCollector(1_000);
  const kept: Ran[] = codeCells(notebook)
    .slice(0, 1)
    .map((place) => ({ ...place, outputs: collector.begin(place.cell) }));
  await runCells(notebook, kernel, { cwd: "/", name: "n" }, kept);
  expect(told).toEqual([["a + 2"], undefined]);
});
