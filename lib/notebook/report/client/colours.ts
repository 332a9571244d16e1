import { DARK } from "./template.js";

type Channels = readonly [red: number, green: number, blue: number];

/** A colour as channels from 0 to 1, and its alpha; `undefined` for what is written in another way. */
function parsed(colour: string): { channels: Channels; alpha: number } | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour)?.[1];
  if (hex !== undefined) {
    const full = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    const at = (start: number) => Number.parseInt(full.slice(start, start + 2), 16) / 255;
    return { channels: [at(0), at(2), at(4)], alpha: 1 };
  }
  const rgb = /^rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*([\d.]+)\s*)?\)$/i.exec(colour);
  if (rgb === null) return undefined;
  const [, red, green, blue, alpha] = rgb;
  return {
    channels: [Number(red) / 255, Number(green) / 255, Number(blue) / 255],
    alpha: alpha === undefined ? 1 : Number(alpha),
  };
}

/** Names are for browsers to read: a canvas gives their channels. */
function named(colour: string): string {
  if (typeof document === "undefined" || !/^[a-z]+$/i.test(colour)) return colour;
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return colour;
  context.fillStyle = "#010203";
  context.fillStyle = colour;
  return context.fillStyle === "#010203" ? colour : context.fillStyle;
}

/** How far a shape, and a text, have to stand out from dark paper: what WCAG asks for each. */
const SHAPE = 3;
const TEXT = 4.5;

/**
 * A colour that was chosen for white paper, for dark paper: greys, black and white change places; a hue that would
 * sink into the dark is lightened until it stands out; all else stays.
 */
export function forDark(colour: string, least = SHAPE): string {
  const read = parsed(named(colour));
  if (read === undefined || read.alpha === 0) return colour;
  const { channels, alpha } = read;
  const high = Math.max(...channels);
  const low = Math.min(...channels);
  if (high - low <= 0.16) {
    const level = Math.round(255 * (0.92 - 0.84 * ((high + low) / 2)));
    return `rgba(${level},${level + 2},${level + 5},${alpha})`;
  }
  const paper = parsed(DARK.paper)?.channels ?? [0, 0, 0];
  let light = channels;
  for (let step = 0; step < 40 && contrast(light, paper) < least; step++) {
    light = [lighter(light[0]), lighter(light[1]), lighter(light[2])];
  }
  if (light === channels) return colour;
  const [red, green, blue] = light.map((channel) => Math.round(255 * channel));
  return `rgba(${red},${green},${blue},${alpha})`;
}

function lighter(channel: number): number {
  return channel + 0.03 * (1 - channel);
}

/** WCAG's contrast of two colours, from 1 to 21. */
function contrast(one: Channels, other: Channels): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(channels: Channels): number {
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** A figure's JSON with its explicit colours for dark paper; scales of colours stay, since their order carries meaning. */
export function withDarkColours(value: unknown, key = "", within = ""): unknown {
  if (typeof value === "string") {
    return /color$/.test(key) ? forDark(value, /font$/.test(within) ? TEXT : SHAPE) : value;
  }
  if (Array.isArray(value)) {
    return key === "colorscale" ? value : value.map((item) => withDarkColours(item, key, within));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, withDarkColours(child, name, key)]),
  );
}
