import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { forDark, withDarkColours } from "../../../lib/notebook/report/client/colours.js";
import { DARK, LIGHT, SERIES, SERIES_DARK, template } from "../../../lib/notebook/report/client/template.js";

type Triple = readonly [number, number, number];

/** How strong colour blindness changes linear light: Machado, Oliveira and Fernandes (2009), severity 1. */
const SIGHTS: { readonly [name: string]: readonly [Triple, Triple, Triple] } = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const OKABE_ITO = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"];

function linear(colour: string): Triple {
  const numbers = colour.startsWith("#")
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/\d+/g) ?? []).map(Number);
  const [red = 0, green = 0, blue = 0] = numbers.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

function times(matrix: readonly [Triple, Triple, Triple], [a, b, c]: Triple): Triple {
  const [x, y, z] = matrix.map((row) => row[0] * a + row[1] * b + row[2] * c);
  return [x ?? 0, y ?? 0, z ?? 0];
}

/** Ottosson's OKLab, in which equal distances look equal. */
function oklab(light: Triple): Triple {
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light,
  ).map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [l ?? 0, m ?? 0, s ?? 0],
  );
}

/** The smallest distance of any two colours, times 100, as someone with this sight sees them. */
function nearest(colours: readonly string[], sight: string): number {
  const matrix = SIGHTS[sight];
  if (matrix === undefined) throw new Error(sight);
  const seen = colours.map((colour) => {
    const [red, green, blue] = times(matrix, linear(colour)).map((c) => Math.min(1, Math.max(0, c)));
    return oklab([red ?? 0, green ?? 0, blue ?? 0]);
  });
  const distances = seen.flatMap((one, at) =>
    seen
      .slice(0, at)
      .map((other) => 100 * Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])),
  );
  return Math.min(...distances);
}

function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other]
    .map((colour) => linear(colour))
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

describe.each([
  ["light", SERIES, LIGHT.paper],
  ["dark", SERIES_DARK, DARK.paper],
] as const)("the colours of series on %s paper", (_, series, paper) => {
  test.each(Object.keys(SIGHTS))("are as far apart as Okabe and Ito's, or further, for %s", (sight) => {
    const worst = Math.min(...Object.keys(SIGHTS).map((each) => nearest(OKABE_ITO, each)));
    expect(nearest(series, sight)).toBeGreaterThanOrEqual(worst);
    expect(nearest(series, sight)).toBeGreaterThan(8);
  });

  test("stand out from the paper by at least 3 to 1", () => {
    for (const colour of series) expect(contrast(colour, paper), colour).toBeGreaterThanOrEqual(3);
  });
});

describe("colours that a figure brings along", () => {
  test("stand out from dark paper and are still told apart", () => {
    const own = OKABE_ITO.map((colour) => forDark(colour));
    for (const colour of own) expect(contrast(colour, DARK.paper), colour).toBeGreaterThanOrEqual(3);
    for (const sight of Object.keys(SIGHTS)) {
      expect(nearest(own, sight), sight).toBeGreaterThanOrEqual(nearest(OKABE_ITO, sight));
    }
    expect(contrast(forDark("#000080"), DARK.paper)).toBeGreaterThanOrEqual(3);
    expect(forDark("#E69F00")).toBe("#E69F00");
  });

  test("change places where they are greys, black or white", () => {
    expect(contrast(forDark("#000000"), DARK.paper)).toBeGreaterThan(12);
    expect(contrast(forDark("rgb(255, 255, 255)"), DARK.paper)).toBeLessThan(1.3);
    expect(forDark("rgba(128,128,128,0.28)")).toMatch(/,0\.28\)$/);
    expect(forDark("rgba(0,0,0,0)")).toBe("rgba(0,0,0,0)");
    expect(forDark("nonsense")).toBe("nonsense");
  });

  test("stand out more where they are those of a text", () => {
    const { font } = withDarkColours({ font: { color: "#0072B2" } }) as { font: { color: string } };
    expect(contrast(font.color, DARK.paper)).toBeGreaterThanOrEqual(4.5);
  });

  test("are found wherever a figure has them; scales of colours stay", () => {
    const figure = {
      marker: { color: ["#000", 3], colorscale: [[0, "#000"]] },
      font: { color: "#000" },
      text: "#000",
      name: null,
    };
    const dark = forDark("#000");
    expect(withDarkColours(figure)).toEqual({
      marker: { color: [dark, 3], colorscale: [[0, "#000"]] },
      font: { color: dark },
      text: "#000",
      name: null,
    });
  });
});

test("charts and page have the same ink, paper and quiet grey", () => {
  const style = readFileSync(new URL("../../../lib/notebook/report/style/base.css", import.meta.url), "utf8");
  for (const name of ["paper", "ink", "soft"] as const) {
    expect(style).toContain(`--${name}: light-dark(${LIGHT[name]}, ${DARK[name]});`);
  }
  expect(template(true, false).font).toMatchObject({ color: DARK.ink, size: 13 });
  expect(template(false, true).font).toMatchObject({ color: LIGHT.ink, size: 11 });
});
