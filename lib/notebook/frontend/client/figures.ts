/// <reference lib="dom" />
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type { JsonValue } from "../../nbformat/types.js";
import type { Drawing } from "../../report/client/figure.js";
import { dressed, heightOf } from "../../report/client/layout.js";
import { type ReadFigure, readFigure } from "../../report/figure-data.js";

const MIME = "application/vnd.plotly.v1+json";
const CONFIG = {
  displaylogo: false,
  displayModeBar: false,
  scrollZoom: false,
  topojsonURL: "",
  plotlyServerURL: "",
};

/** Draws Plotly figures as the reports do: made safe, in the colours of the page, with their text alternative. */
export const figures: IRenderMime.IExtension = {
  id: "tslab-notebook:figures",
  description: "Draws Plotly figures.",
  // Before the plain text and the table that come with a figure.
  rank: 0,
  dataType: "json",
  rendererFactory: {
    safe: true,
    mimeTypes: [MIME],
    createRenderer: () => new FigureView(),
  },
};

/** The place of a figure in a notebook. */
class FigureView extends Widget implements IRenderMime.IRenderer {
  #figure: ReadFigure | undefined;
  #place: HTMLElement | undefined;
  #drawn = "";
  readonly #sizes = new ResizeObserver(() => void this.#draw());
  // While a theme changes, nothing has a width for a moment.
  readonly #themes = new MutationObserver(() => requestAnimationFrame(() => void this.#draw()));

  constructor() {
    super({ node: document.createElement("figure") });
    this.addClass("tsnb-figure");
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.#figure = readFigure(model.data[MIME] as JsonValue | undefined);
    this.#drawn = "";
    const { title = "", meta = {}, obstacle } = this.#figure ?? {};
    const place = element("div", "tsnb-figure-plot", "");
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", meta.alt || title || "Chart without a description");
    const why = this.#figure === undefined ? "this is no figure" : obstacle;
    if (why !== undefined) {
      this.node.replaceChildren(
        element("p", "tsnb-figure-note", `This chart is not drawn: ${why}. ${meta.alt ?? title}`),
      );
      return;
    }
    this.node.replaceChildren(
      ...(title ? [element("figcaption", "tsnb-figure-title", title)] : []),
      place,
      ...(meta.caption ? [element("p", "tsnb-figure-note", meta.caption)] : []),
    );
    this.#place = place;
    await this.#draw();
  }

  override dispose(): void {
    this.#sizes.disconnect();
    this.#themes.disconnect();
    const place = this.#place;
    if (place !== undefined && this.#drawn !== "") {
      void import("drawn-by:plotly").then(({ default: plotly }) => plotly.purge(place));
    }
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.#sizes.observe(this.node);
    this.#themes.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  }

  /** Draws the figure if it was not drawn before in these colours and this width. */
  async #draw(): Promise<void> {
    const [figure, place] = [this.#figure, this.#place];
    const width = place?.clientWidth ?? 0;
    if (figure === undefined || place === undefined || width === 0 || this.isDisposed) return;
    const night = document.body.dataset.jpThemeLight === "false";
    const wanted = `${night} ${width}`;
    if (wanted === this.#drawn) return;
    this.#drawn = wanted;
    const drawing = figure.drawing as Drawing;
    const setting = { night, width };
    place.style.minHeight = `${heightOf(drawing, setting)}px`;
    try {
      const [{ default: plotly }] = await Promise.all([import("drawn-by:plotly"), outlinesFor(figure)]);
      if (wanted !== this.#drawn || this.isDisposed) return;
      const { data, layout } = dressed(drawing, setting);
      await plotly.react(place, data, layout, CONFIG);
    } catch (error) {
      place.replaceChildren(element("p", "tsnb-figure-note", `This chart could not be drawn: ${error}`));
    }
  }
}

/** Plotly would fetch the outlines of a map that the page does not hold. */
async function outlinesFor({ maps }: ReadFigure): Promise<void> {
  if (maps.some((name) => name !== "world_110m")) await import("drawn-by:outlines");
  else if (maps.length > 0) await import("drawn-by:world");
}

function element(name: string, style: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = style;
  made.textContent = text;
  return made;
}
