import vm from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { drawingHtml, scriptAddress } from "../../../lib/kernel/results/drawing.js";

const figure = { data: [{ type: "bar", x: ["</script>\u2028"], y: [1] }], layout: {} };
const html = drawingHtml(figure, "kernelspecs/k/plotly.js", 'Two "bars"', "<p>instead</p>");
const script = (text: string) => /<script>(.*)<\/script>/s.exec(text)?.[1] ?? "";

interface LoadedScript {
  src: string;
  onload(): void;
  onerror(): void;
}

/** A page of the classic Notebook as far as the script needs one. */
function page(base: string | null = "/jupyter/") {
  const scripts: LoadedScript[] = [];
  const place = { textContent: "instead" };
  const newPlot = vi.fn();
  const window: Record<string, unknown> = {};
  const document = {
    body: { getAttribute: () => base },
    head: { appendChild: (one: LoadedScript) => scripts.push(one) },
    createElement: () => ({}),
    getElementById: (id: string) =>
      id === "jupyter-config-data" ? (base === null ? { textContent: '{"baseUrl":"/lab/"}' } : null) : place,
  };
  return {
    scripts,
    place,
    newPlot,
    window,
    run: (text: string) => vm.runInNewContext(script(text), { document, window, setTimeout, Error }),
    async load(): Promise<void> {
      window.Plotly = { newPlot };
      scripts.at(-1)?.onload();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

afterEach(() => vi.unstubAllEnvs());

describe("a drawing", () => {
  it("holds what can be read without scripts, and a label", () => {
    expect(html).toContain('aria-label="Two &quot;bars&quot;"><p>instead</p></div>');
  });
  it("lets no text of the figure end the script", () => {
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html).toContain("\\u003c/script>\\u2028");
  });
  it("has a place of its own, also for the same figure", () => {
    const id = (text: string) => /id="([^"]+)"/.exec(text)?.[1];
    expect(id(drawingHtml(figure, "a", "", ""))).not.toBe(id(drawingHtml(figure, "a", "", "")));
  });
  it("loads the script below the front end's base address and draws in place of the text", async () => {
    const notebook = page();
    notebook.run(html);
    expect(notebook.scripts.map(({ src }) => src)).toEqual(["/jupyter/kernelspecs/k/plotly.js"]);
    await notebook.load();
    expect(notebook.place.textContent).toBe("");
    expect(notebook.newPlot.mock.calls[0]?.slice(1, 3)).toEqual([figure.data, figure.layout]);
  });
  it("finds JupyterLab's base address", () => {
    const lab = page(null);
    lab.run(html);
    expect(lab.scripts[0]?.src).toBe("/lab/kernelspecs/k/plotly.js");
  });
  it("loads the script once for several drawings", async () => {
    const notebook = page();
    notebook.run(html);
    notebook.run(html);
    await notebook.load();
    notebook.run(html);
    await notebook.load();
    expect(notebook.scripts).toHaveLength(1);
    expect(notebook.newPlot).toHaveBeenCalledTimes(3);
  });
});

describe("the script's address", () => {
  it("is what the kernel spec says", () => {
    vi.stubEnv("TSLAB_NOTEBOOK_PLOTLY", "kernelspecs/k/plotly.js");
    expect(scriptAddress()).toBe("kernelspecs/k/plotly.js");
  });
  it.each([undefined, ""])("is missing where no front end serves it (%j)", (value) => {
    vi.stubEnv("TSLAB_NOTEBOOK_PLOTLY", value);
    expect(scriptAddress()).toBeUndefined();
  });
});
