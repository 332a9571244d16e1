/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Drawing, Drawn, Plotly, Setting } from "./figure.js";
import { startImages } from "./image-buttons.js";
import { dressed, heightOf } from "./layout.js";
import { allowStyles } from "./policy.js";
import { thinLabels } from "./stills.js";
import { COLOURS_CHANGED, isNight } from "./theme.js";

/** Widest that a chart, and a still beside its text, are drawn for paper, in pixels; the style sheet keeps room for both. */
const PAPER = 660;
const PAPER_STILL = 250;

const CONFIG = {
  displaylogo: false,
  displayModeBar: false,
  scrollZoom: false,
  showTips: false,
  topojsonURL: "",
  plotlyServerURL: "",
};

interface Plot {
  readonly place: HTMLElement;
  readonly figure: Drawing;
  readonly still: boolean;
}

/**
 * Draws the charts of the page: those in sight first, the rest while the browser has nothing else to do, or when they
 * come near. They follow the colours of the page, and are drawn anew for paper.
 */
export function startCharts(plotly: Plotly): void {
  allowStyles();
  const plots = [...document.querySelectorAll<HTMLElement>("div.plot")].map(readPlot);
  for (const plot of plots) {
    plot.place.parentElement?.querySelector("details")?.removeAttribute("open");
    keepRoom(plot, settingOf(plot));
  }
  const waiting = new Set(plots);
  const draw = (plot: Plot, printing = false): void => {
    waiting.delete(plot);
    drawOne(plotly, plot, printing);
  };
  const drawAll = (printing: boolean): void => {
    for (const plot of plots) draw(plot, printing);
  };
  drawInTurn(plots, waiting, draw);
  document.addEventListener(COLOURS_CHANGED, () => {
    for (const plot of plots) if (!waiting.has(plot)) draw(plot);
  });
  addEventListener("beforeprint", () => drawAll(true));
  addEventListener("afterprint", () => drawAll(false));
  startImages(plotly);
}

function readPlot(place: HTMLElement): Plot {
  const text = place.parentElement?.querySelector("script.figure-data")?.textContent ?? "";
  return { place, figure: JSON.parse(text), still: place.classList.contains("still") };
}

function settingOf({ place, still }: Plot, printing = false): Setting {
  const width = place.clientWidth || innerWidth;
  return printing
    ? { night: false, width: Math.min(width, still ? PAPER_STILL : PAPER), paper: true, still }
    : { night: isNight(), width, still };
}

/** Nothing moves when the chart appears, or changes its size for paper. */
function keepRoom({ place, figure }: Plot, setting: Setting): void {
  place.style.minHeight = `${heightOf(figure, setting)}px`;
}

function drawInTurn(plots: readonly Plot[], waiting: ReadonlySet<Plot>, draw: (plot: Plot) => void): void {
  const inSight = plots.find(({ place }) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  const first = inSight ?? plots[0];
  if (first !== undefined) draw(first);
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const plot = isIntersecting ? plots.find(({ place }) => place === target) : undefined;
        if (plot !== undefined && waiting.has(plot)) draw(plot);
      }
    },
    { rootMargin: "600px 0px" },
  );
  for (const { place } of plots) near.observe(place);
  const rest = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      near.disconnect();
    } else {
      draw(next);
      later(rest);
    }
  };
  later(rest);
}

function later(task: () => void): void {
  // Some browsers do not say when they are idle.
  if ("requestIdleCallback" in window) requestIdleCallback(task, { timeout: 1000 });
  else setTimeout(task, 50);
}

function drawOne(plotly: Plotly, plot: Plot, printing: boolean): void {
  try {
    const setting = settingOf(plot, printing);
    keepRoom(plot, setting);
    const { data, layout } = dressed(plot.figure, setting);
    const config = { ...CONFIG, responsive: !printing, staticPlot: plot.still };
    plotly.react(plot.place, data, layout, config).then(
      () => {
        if (plot.still) keepThin(plot.place);
        plot.place.classList.add("drawn");
      },
      (error: unknown) => fail(plot, error),
    );
  } catch (error) {
    fail(plot, error);
  }
}

/** The chart is also drawn anew when the window changes its width. */
function keepThin(place: HTMLElement & { readonly on?: Drawn["on"] }): void {
  thinLabels(place);
  if (!place.classList.contains("drawn")) place.on?.("plotly_afterplot", () => thinLabels(place));
}

function fail({ place }: Plot, error: unknown): void {
  place.textContent = "This chart could not be drawn here. The table holds its figures.";
  place.removeAttribute("role");
  place.removeAttribute("aria-label");
  place.parentElement?.querySelector("details")?.setAttribute("open", "");
  console.error(error);
}
