import type { Plotly } from "./figure.js";
import { type Around, chartPng, chartSvg } from "./image.js";
import { fileName, save } from "./save.js";

/** Makes the buttons work that save a chart as a picture. */
export function startImages(plotly: Plotly): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.save-image")) {
    button.addEventListener("click", async () => {
      const figure = button.closest<HTMLElement>("figure.chart");
      if (figure === null) return;
      button.disabled = true;
      try {
        await saveImage(plotly, figure, button.value);
      } catch (error) {
        button.textContent = `No ${button.value.toUpperCase()}: the chart cannot be drawn`;
        console.error(error);
        return;
      }
      button.disabled = false;
    });
  }
}

async function saveImage(plotly: Plotly, figure: HTMLElement, form: string): Promise<void> {
  const drawing = JSON.parse(figure.querySelector("script.figure-data")?.textContent ?? "");
  const svg = await chartSvg(plotly, drawing, aroundOf(figure));
  if (form === "svg") save(new Blob([svg], { type: "image/svg+xml" }), fileName(figure.id, "svg"));
  else save(await chartPng(svg), fileName(figure.id, "png"));
}

function aroundOf(figure: HTMLElement): Around {
  const text = (selector: string): string => figure.querySelector(selector)?.textContent?.trim() ?? "";
  const report = document.querySelector("h1")?.textContent?.trim() ?? "";
  return {
    title: text(".chart-title"),
    caption: text(".caption"),
    lines: [figure.dataset.sources ?? "", report].filter(Boolean),
  };
}
