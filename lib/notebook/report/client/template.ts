/** The colours of one of the two papers that a page is read on; the style sheet has the same. */
export interface Paper {
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  readonly line: string;
  readonly paper: string;
  readonly land: string;
}

export const LIGHT: Paper = {
  ink: "#1b1f24",
  soft: "#59636e",
  grid: "#e3e6ea",
  line: "#b4bbc4",
  paper: "#ffffff",
  land: "#e6e9ed",
};

export const DARK: Paper = {
  ink: "#e4e7eb",
  soft: "#a0a9b4",
  grid: "#2c333b",
  line: "#545d68",
  paper: "#14181d",
  land: "#2b323a",
};

/**
 * Colours of series, in their order. For normal sight and for each of the three kinds of colour blindness no two are
 * closer than the closest two of Okabe and Ito's, whose blue, vermilion and green come first; each stands out from the
 * paper by at least 3 to 1.
 */
export const SERIES: readonly string[] = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#8a8fb7",
  "#70355e",
  "#48340e",
  "#4a348c",
  "#9c3a11",
];

/** The same for dark paper. */
export const SERIES_DARK: readonly string[] = [
  "#56b4e9",
  "#e69f00",
  "#7a7af5",
  "#ddd396",
  "#bb459b",
  "#a08962",
  "#82eafc",
  "#7b6540",
];

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** The layout that all charts start from, for light or dark paper, and for a place narrower than 520 pixels. */
export function template(night: boolean, narrow: boolean): { readonly [key: string]: unknown } {
  const colours = night ? DARK : LIGHT;
  const size = narrow ? 11 : 13;
  const axis = {
    gridcolor: colours.grid,
    linecolor: colours.line,
    zerolinecolor: colours.line,
    tickcolor: colours.line,
    automargin: true,
    title: { standoff: 10, font: { size } },
  };
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    colorway: night ? SERIES_DARK : SERIES,
    margin: { l: 8, r: 16, t: 24, b: 8, pad: 4 },
    font: { family: FONT, size, color: colours.ink },
    hoverlabel: {
      bgcolor: colours.paper,
      bordercolor: colours.line,
      font: { family: FONT, color: colours.ink },
    },
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom", bgcolor: "rgba(0,0,0,0)" },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: colours.soft },
    xaxis: axis,
    yaxis: axis,
    polar: { bgcolor: "rgba(0,0,0,0)", radialaxis: axis, angularaxis: axis },
    geo: {
      bgcolor: "rgba(0,0,0,0)",
      showframe: false,
      showland: true,
      landcolor: colours.land,
      showcountries: true,
      countrycolor: colours.paper,
      coastlinecolor: colours.line,
      lakecolor: colours.paper,
      oceancolor: colours.paper,
    },
  };
}
