// Draws the figures of a page in the reader's colours. Bundled behind plotly.js, whose `Plotly` is in scope.
/* global Plotly, Element, document, matchMedia, addEventListener, innerWidth */
(() => {
  const LIGHT = {
    ink: "#1b1f24",
    soft: "#59636e",
    grid: "#e3e6ea",
    line: "#b4bbc4",
    paper: "#ffffff",
    land: "#eceff2",
  };
  const DARK = {
    ink: "#e4e7eb",
    soft: "#a0a9b4",
    grid: "#2c333b",
    line: "#545d68",
    paper: "#14181d",
    land: "#262d35",
  };
  const SERIES = ["#0b66b0", "#d1552b", "#2f8f5b", "#8c5bb5", "#b58a00", "#c2417c", "#4a7f8c", "#7a6a58"];
  const SERIES_DARK = [
    "#58a6f0",
    "#f08a5d",
    "#5cc48c",
    "#b795e4",
    "#dfb73c",
    "#f07fb1",
    "#7fb8c6",
    "#b8a48d",
  ];
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const plots = [...document.querySelectorAll("div.plot")].map((node) => ({
    node,
    figure: JSON.parse(node.parentNode.querySelector("script.figure-data").textContent),
    still: node.classList.contains("still"),
  }));

  // The page's policy forbids style attributes. Set through the object model, the same styles are allowed.
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style") this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  function merge(base, over) {
    const merged = { ...base };
    for (const [key, value] of Object.entries(over ?? {})) {
      merged[key] = isObject(value) && isObject(merged[key]) ? merge(merged[key], value) : value;
    }
    return merged;
  }

  function template(colours, series, narrow) {
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
      colorway: series,
      margin: { l: 8, r: 16, t: 24, b: 8, pad: 4 },
      font: { family: FONT, size, color: colours.ink },
      hoverlabel: {
        bgcolor: colours.paper,
        bordercolor: colours.line,
        font: { family: FONT, color: colours.ink },
      },
      legend: {
        orientation: "h",
        x: 0,
        xanchor: "left",
        y: 1.02,
        yanchor: "bottom",
        bgcolor: "rgba(0,0,0,0)",
      },
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

  // Greys, black and white that a figure names were chosen for white paper: on dark paper they change places.
  const NAMES = {
    black: 0,
    dimgray: 0.41,
    dimgrey: 0.41,
    gray: 0.5,
    grey: 0.5,
    darkgray: 0.66,
    darkgrey: 0.66,
  };
  Object.assign(NAMES, {
    silver: 0.75,
    lightgray: 0.83,
    lightgrey: 0.83,
    gainsboro: 0.86,
    whitesmoke: 0.96,
    white: 1,
  });

  function swapGrey(colour) {
    let red, green, blue;
    let alpha = 1;
    const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour);
    const rgb = /^rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*([\d.]+)\s*)?\)$/i.exec(colour);
    if (hex) {
      const full = hex[1].length === 3 ? hex[1].replace(/./g, "$&$&") : hex[1];
      [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255);
    } else if (rgb) {
      [red, green, blue] = [1, 2, 3].map((at) => Number(rgb[at]) / 255);
      alpha = rgb[4] === undefined ? 1 : Number(rgb[4]);
    } else if (Object.hasOwn(NAMES, colour.toLowerCase())) {
      red = green = blue = NAMES[colour.toLowerCase()];
    } else {
      return colour;
    }
    const high = Math.max(red, green, blue);
    const low = Math.min(red, green, blue);
    if (high - low > 0.16 || alpha === 0) return colour;
    const level = Math.round(255 * (0.92 - 0.84 * ((high + low) / 2)));
    return `rgba(${level},${level + 2},${level + 5},${alpha})`;
  }

  function swapGreys(value, key) {
    if (typeof value === "string") return /color$/.test(key) ? swapGrey(value) : value;
    if (Array.isArray(value)) return key === "colorscale" ? value : value.map((item) => swapGreys(item, key));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, swapGreys(child, name)]));
  }

  // On a narrow page long names beside a chart would leave it no room: they go over several lines.
  function wrappedLabels({ data }, layout) {
    const changed = {};
    for (const { y, yaxis = "y" } of data) {
      const key = yaxis.replace("y", "yaxis");
      const names = [...(changed[key]?.tickvals ?? []), ...(Array.isArray(y) ? y : [])];
      if (layout[key]?.tickvals || !names.every((name) => typeof name === "string")) continue;
      if (!names.some((name) => name.length > 14 && !/^[\d.:TZ-]*$/.test(name))) continue;
      const tickvals = [...new Set(names)];
      changed[key] = { ...layout[key], tickvals, ticktext: tickvals.map(wrapped) };
    }
    return changed;
  }

  function wrapped(name) {
    if (name.includes("<br")) return name;
    const lines = [""];
    for (const part of name.match(/[^\s–-]*(?:[–-]|\s+|$)/g)) {
      if (lines.at(-1) !== "" && (lines.at(-1) + part).trimEnd().length > 14) lines.push("");
      lines[lines.length - 1] += part;
    }
    return lines.map((line) => line.trim()).join("<br>");
  }

  function layoutFor(plot, night, printing) {
    const { layout } = plot.figure;
    const width = plot.node.clientWidth || innerWidth;
    const narrow = width < 520;
    const own = night ? swapGreys(layout, "") : layout;
    const base = template(night ? DARK : LIGHT, night ? SERIES_DARK : SERIES, narrow);
    const { paper_bgcolor, plot_bgcolor, font } = base;
    const { paper_bgcolor: _, plot_bgcolor: __, width: ___, ...rest } = own;
    const made = {
      ...rest,
      // A template of the figure's own wins, but not in what would be unreadable on the page.
      template: {
        data: own.template?.data,
        layout: {
          ...merge(base, own.template?.layout),
          ...{ paper_bgcolor, plot_bgcolor, font: { ...own.template?.layout?.font, ...font } },
        },
      },
      height: own.height ?? 420,
      dragmode: own.dragmode ?? false,
      autosize: !printing,
    };
    const maps = plot.figure.data.every(({ type }) => type === "scattergeo" || type === "choropleth");
    if (narrow && maps) made.height = Math.min(made.height, Math.round(0.55 * width) + 60);
    if (narrow) Object.assign(made, wrappedLabels(plot.figure, made));
    if (printing) made.width = Math.min(width, 660);
    if (narrow && own.margin) {
      made.margin = { ...own.margin, l: Math.min(own.margin.l ?? 8, 40), r: Math.min(own.margin.r ?? 8, 12) };
    }
    if (plot.still) {
      made.height = 220;
      made.showlegend = false;
      made.font = { ...made.font, size: 10 };
      made.margin = { l: 4, r: 8, t: 8, b: 4, pad: 2 };
    }
    return made;
  }

  function draw(plot, night, printing) {
    const copy = structuredClone(plot.figure);
    const data = night ? swapGreys(copy.data, "") : copy.data;
    const config = {
      responsive: !printing,
      staticPlot: plot.still,
      displaylogo: false,
      displayModeBar: false,
      scrollZoom: false,
      showTips: false,
      topojsonURL: "",
      plotlyServerURL: "",
    };
    return Plotly.react(plot.node, data, layoutFor(plot, night, printing), config);
  }

  function fail(plot, error) {
    plot.node.textContent = "This chart could not be drawn here. The table holds its figures.";
    plot.node.removeAttribute("role");
    plot.node.removeAttribute("aria-label");
    plot.node.parentNode.querySelector("details")?.setAttribute("open", "");
    console.error(error);
  }

  function drawAll(night, printing) {
    for (const plot of plots) {
      try {
        draw(plot, night, printing).then(
          () => plot.node.classList.add("drawn"),
          (error) => fail(plot, error),
        );
      } catch (error) {
        fail(plot, error);
      }
    }
  }

  for (const { node } of plots) node.parentNode.querySelector("details")?.removeAttribute("open");
  drawAll(dark.matches, false);
  dark.addEventListener("change", () => drawAll(dark.matches, false));
  addEventListener("beforeprint", () => drawAll(false, true));
  addEventListener("afterprint", () => drawAll(dark.matches, false));
})();
