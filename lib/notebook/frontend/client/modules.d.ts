/** An SVG as text, as the build hands it over. */
declare module "*.svg" {
  const text: string;
  export default text;
}

/** plotly.js with the traces that are drawn, made by the build. */
declare module "drawn-by:plotly" {
  const plotly: {
    react(place: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    purge(place: HTMLElement): void;
  };
  export default plotly;
}

/** Outlines of the world for small maps, made by the build. */
declare module "drawn-by:world";

/** Outlines for all maps, made by the build. */
declare module "drawn-by:outlines";
