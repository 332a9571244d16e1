import type { OutputEvent } from "tslab-kernel";
import { describe, expect, test } from "vitest";
import type { CodeCell, ErrorOutput, MimeBundle } from "../../../lib/notebook/nbformat/index.js";
import { createCollector } from "../../../lib/notebook/run/collector.js";

const cell = (): CodeCell => ({
  cell_type: "code",
  id: "a",
  metadata: {},
  source: "",
  execution_count: null,
  outputs: [],
});
const print = (text: string, name: "stdout" | "stderr" = "stdout"): OutputEvent => ({
  type: "output",
  output: { output_type: "stream", name, text },
});
const show = (data: MimeBundle, displayId?: string): OutputEvent => ({
  type: "output",
  output: { output_type: "display_data", data, metadata: {} },
  ...(displayId === undefined ? {} : { displayId }),
});
const boom: ErrorOutput = { output_type: "error", ename: "E", evalue: "v", traceback: [] };

/** The outputs of a cell after these events, in short. */
function collect(maxBytes: number, events: readonly OutputEvent[], heldBack = 0): string[] {
  const one = cell();
  const outputs = createCollector(maxBytes).begin(one);
  for (const event of events) outputs.add(event);
  outputs.finish(heldBack);
  return one.outputs.map((output) =>
    output.output_type === "stream"
      ? `${output.name}: ${output.text}`
      : output.output_type === "error"
        ? output.ename
        : JSON.stringify(output.data),
  );
}

describe("streams", () => {
  test("pieces of one stream that follow each other become one output", () => {
    expect(collect(100, [print("a"), print("b"), print("c")])).toEqual(["stdout: abc"]);
  });

  test("another stream or a display in between begins a new one", () => {
    const events = [print("a"), print("b", "stderr"), print("c"), show({ x: "y" }), print("d")];
    expect(collect(100, events)).toEqual(["stdout: a", "stderr: b", "stdout: c", '{"x":"y"}', "stdout: d"]);
  });

  test("an empty piece leaves no output", () => {
    expect(collect(100, [print("")])).toEqual([]);
  });
});

describe("the limit", () => {
  const notice = (total: string) =>
    `stderr: \n[output cut: ${total} in all, kept up to 0.0 kB; --max-output keeps more]\n`;

  test("exactly reached cuts nothing", () => {
    expect(collect(4, [print("abcd")])).toEqual(["stdout: abcd"]);
  });

  test("exceeded by one byte cuts that byte and says so", () => {
    expect(collect(4, [print("abcde")])).toEqual(["stdout: abcd", notice("0.0 kB")]);
  });

  test("counts bytes and splits no character", () => {
    expect(collect(4, [print("aüüü")])[0]).toBe("stdout: aü");
    expect(collect(5, [print("🙂🙂")])[0]).toBe("stdout: 🙂");
  });

  test("once exceeded lets no later piece through", () => {
    expect(collect(4, [print("abc"), print("xyz"), print("z")])).toEqual(["stdout: abcx", notice("0.0 kB")]);
  });

  test("counts what the kernel has held back", () => {
    expect(collect(4, [print("abcd")], 49_999_996)).toEqual(["stdout: abcd", notice("50.0 MB")]);
  });

  test("of displays is one of its own, so that a runaway print does not cost the chart or the result", () => {
    const outputs = collect(20, [print("x".repeat(50)), show({ chart: "1" })]);
    expect(outputs).toContain('{"chart":"1"}');
  });

  test("cuts a display as a whole", () => {
    expect(collect(20, [show({ a: "x".repeat(50) }), show({ b: "y" })])[0]).toBe('{"b":"y"}');
  });

  test("never cuts an error", () => {
    expect(collect(1, [print("abc"), { type: "output", output: boom }])).toContain("E");
  });

  test("is said once, also when more comes after the end of the cell", () => {
    const one = cell();
    const outputs = createCollector(2).begin(one);
    outputs.add(print("abc"));
    outputs.finish(0);
    outputs.add(print("later"));
    expect(
      one.outputs.filter((output) => output.output_type === "stream" && output.name === "stderr"),
    ).toHaveLength(1);
  });
});

describe("updates and clears", () => {
  const update = (data: MimeBundle, displayId = "id"): OutputEvent => ({
    type: "update",
    displayId,
    data,
    metadata: {},
  });

  test("an update reaches every output with its id, in other cells too, and no other", () => {
    const collector = createCollector(1_000);
    const [first, second] = [cell(), cell()];
    const one = collector.begin(first);
    one.add(show({ t: "1" }, "id"));
    one.add(show({ t: "keep" }, "other"));
    const two = collector.begin(second);
    two.add(show({ t: "2" }, "id"));
    two.add(update({ t: "3" }));
    expect(first.outputs).toMatchObject([{ data: { t: "3" } }, { data: { t: "keep" } }]);
    expect(second.outputs).toMatchObject([{ data: { t: "3" } }]);
  });

  test("an update of an unknown id shows nothing", () => {
    expect(collect(100, [update({ t: "1" })])).toEqual([]);
  });

  test("a clear removes what the cell has shown, at once or with the next output", () => {
    expect(collect(100, [print("a"), { type: "clear", wait: false }])).toEqual([]);
    expect(collect(100, [print("a"), { type: "clear", wait: true }])).toEqual(["stdout: a"]);
    expect(collect(100, [print("a"), { type: "clear", wait: true }, print("b")])).toEqual(["stdout: b"]);
  });

  test("an output that was cleared does not come back with an update", () => {
    expect(
      collect(100, [show({ t: "1" }, "id"), { type: "clear", wait: false }, update({ t: "2" })]),
    ).toEqual([]);
  });
});
