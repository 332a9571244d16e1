/** What the front end writes to the console without anything being wrong, and why. */
export const NOISE: readonly (readonly [message: RegExp, why: string])[] = [
  [
    /^\[yjs#509\] Not same Y\.Doc$/,
    "Upstream: the model of a cell asks for the text of one that is not yet in a document.",
  ],
  [
    /^(?:Cannot read properties of null \(reading '(?:updateRenderOption|insertWidget)'\)|Disposed)$/,
    "Upstream: the list of files makes a view of a notebook, opens a page for it, and drops the view half made.",
  ],
];
