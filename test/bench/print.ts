import type { Measured } from "./figures.js";

/** Where and how often something was measured. */
export interface Run {
  readonly machine: {
    readonly cores: number;
    /** Processes that wanted a core in the minute before, on average. */
    readonly load: number;
    readonly processor: string;
    readonly system: string;
  };
  readonly rounds: number;
}

/** A number of rounds. */
export function counted(rounds: number): string {
  return `${rounds} ${rounds === 1 ? "round" : "rounds"}`;
}

/** The machine and the programs, as a table's last line. */
export function where({
  machine,
  versions,
}: Run & { readonly versions: Readonly<Record<string, string>> }): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${machine.cores} cores (${machine.processor}), load ${machine.load} before, ${machine.system}; ${list.join(", ")}.`;
}

/** Seconds, with the least and the most, and with the aim where there is one. */
export function time(seconds: Measured, aim?: number): string {
  const range = `${spread(seconds, seconds.median < 10 ? 2 : 1)} s`;
  return aim === undefined ? range : `${range}, aim ${aim} s`;
}

/** How many times more, with the least and the most, and with the aim where there is one. */
export function times(ratio: Measured, aim?: number): string {
  const range = `${ratio.least.toFixed(1)}–${ratio.most.toFixed(1)}`;
  return `**${ratio.median.toFixed(1)}** (${range}${aim === undefined ? "" : `; aim ${aim}`})`;
}

/** The median, with the least and the most. */
export function spread({ median, least, most }: Measured, digits = 0): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

/** The least and the most of several values. */
export function measuredOf(values: readonly number[], digits = 1): string {
  return `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
}

/** The text with a capital letter first. */
export function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
