/** What the front end writes to the console without anything being wrong, and why. */
export const NOISE: readonly (readonly [message: RegExp, why: string])[] = [
  [
    /^\[yjs#509\] Not same Y\.Doc$/,
    "Upstream: the model of a cell asks for the text of one that is not yet in a document.",
  ],
  [/^Starting WebSocket: ws:/, "The client says that it connects."],
];
