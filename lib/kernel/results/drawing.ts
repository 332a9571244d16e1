import { randomUUID } from "node:crypto";
import { escapeHtml } from "./html.js";

/**
 * Where the running front end serves the script that draws, relative to its base address; `undefined` where none
 * does. The kernel spec that `tsnb kernel install` writes says it: a front end serves what lies beside the spec.
 */
export function scriptAddress(): string | undefined {
  return process.env.TSLAB_NOTEBOOK_PLOTLY || undefined;
}

/**
 * HTML that draws a figure in the page of a Jupyter front end. The page loads the script once, whichever output comes
 * first, so that an output draws again when it is run alone or read from a saved notebook. Where scripts do not run
 * or the address does not answer, `instead` stays to be read.
 * @param figure as JSON: without NaN, functions, and the like.
 * @param instead safe HTML.
 */
export function drawingHtml(figure: unknown, address: string, label: string, instead: string): string {
  // Saved outputs of several kernels meet in one page: a counter would not tell them apart.
  const id = `tslab-notebook-plot-${randomUUID()}`;
  const arguments_ = [id, address, figure].map(literal).join(", ");
  return `<div id="${id}" role="img" aria-label="${escapeHtml(label)}">${instead}</div><script>(${DRAW})(${arguments_})</script>`;
}

/** A value as it may stand in a script in HTML. */
function literal(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/** Runs in the page. The classic Notebook and JupyterLab state their base address in different places. */
const DRAW = `function (id, address, figure) {
  function base() {
    var lab = document.getElementById("jupyter-config-data");
    return document.body.getAttribute("data-base-url") || (lab && JSON.parse(lab.textContent).baseUrl) || "/";
  }
  function load() {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = base() + address;
      script.onload = resolve;
      script.onerror = function () {
        window.tslabNotebookPlotly = undefined;
        reject(new Error(script.src + " cannot be loaded; tsnb kernel install puts it there"));
      };
      document.head.appendChild(script);
    });
  }
  function draw(tries) {
    var place = document.getElementById(id);
    if (!place) {
      if (tries > 0) setTimeout(draw, 200, tries - 1);
      return;
    }
    place.textContent = "";
    var config = Object.assign({ responsive: true, displaylogo: false }, figure.config);
    window.Plotly.newPlot(place, figure.data, figure.layout, config);
  }
  window.tslabNotebookPlotly = window.tslabNotebookPlotly || load();
  window.tslabNotebookPlotly.then(function () { draw(50); });
}`;
