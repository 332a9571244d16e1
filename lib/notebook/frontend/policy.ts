/**
 * What a page of the notebook may do. Scripts come from the server's own files only: nothing that a notebook or a file
 * holds runs in the page, not even in trusted output, and no text is made into code. Nothing is loaded from elsewhere,
 * pictures neither. Styles may stand in the page, as Jupyter, its editor and its formulas write them there.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  // The viewer of HTML files shows them in a frame without rights.
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
