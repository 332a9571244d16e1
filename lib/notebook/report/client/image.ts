import type { Drawing, Plotly } from "./figure.js";
import { dressed, heightOf } from "./layout.js";
import { FONT, LIGHT } from "./template.js";

/** Width of a picture in pixels; a PNG has twice as many. */
const WIDTH = 760;
const PAD = 24;
const SCALE = 2;
const SVG = "http://www.w3.org/2000/svg";

/** What stands around a chart in a picture of it. */
export interface Around {
  readonly title: string;
  readonly caption: string;
  /** Where its figures come from, and which report it is of. */
  readonly lines: readonly string[];
}

/** A chart as SVG in the colours of paper, with its title, its caption and where it comes from. */
export async function chartSvg(plotly: Plotly, figure: Drawing, around: Around): Promise<string> {
  const setting = { night: false, width: WIDTH - 2 * PAD, fixed: true };
  const height = heightOf(figure, setting);
  const options = { format: "svg", width: setting.width, height, imageDataOnly: true };
  const drawn = await plotly.toImage(dressed(figure, setting), options);
  const parts: string[] = [];
  let y = PAD;
  const write = (text: string, size: number, weight: number, colour: string): void => {
    for (const line of lines(text, `${weight} ${size}px ${FONT}`, setting.width)) {
      y += size * 1.35;
      const place = `x="${PAD}" y="${y - size * 0.3}" font-size="${size}" font-weight="${weight}"`;
      parts.push(`<text ${place} fill="${colour}">${escaped(line)}</text>`);
    }
  };
  write(around.title, 18, 600, LIGHT.ink);
  parts.push(`<g transform="translate(${PAD},${y + 8})">${drawn}</g>`);
  y += height + 18;
  write(around.caption, 13, 400, LIGHT.ink);
  for (const line of around.lines) write(line, 12, 400, LIGHT.soft);
  const size = `width="${WIDTH}" height="${Math.ceil(y + PAD)}"`;
  return inXml(
    `<svg xmlns="${SVG}" ${size} viewBox="0 0 ${WIDTH} ${Math.ceil(y + PAD)}" font-family="${escaped(FONT)}">` +
      `<title>${escaped(around.title)}</title><rect ${size} fill="${LIGHT.paper}"/>${parts.join("")}</svg>`,
  );
}

/** The same as PNG. It goes through a `data:` address, because the page's policy allows no other picture. */
export async function chartPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = SCALE * image.width;
  canvas.height = SCALE * image.height;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error("no picture was made")) : resolve(blob)),
      "image/png",
    );
  });
}

const FORBIDDEN = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Without what XML 1.0 forbids, as a character or by its number: one of them would make the whole file unreadable. */
export function inXml(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/&#(x?)([0-9a-f]+);/gi, (reference, hex, digits) => {
    const code = Number.parseInt(digits, hex ? 16 : 10);
    return code > 0x10ffff || String.fromCodePoint(code).replace(FORBIDDEN, "") === "" ? "" : reference;
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A text broken into lines that are no wider than a width in pixels. */
function lines(text: string, font: string, width: number): string[] {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return [text];
  context.font = font;
  const made: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = `${made.at(-1) ?? ""} ${word}`.trim();
    if (made.length > 0 && context.measureText(longer).width <= width) made[made.length - 1] = longer;
    else made.push(word);
  }
  return made;
}
