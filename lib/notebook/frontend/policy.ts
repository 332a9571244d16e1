/**
 * What a page of the notebook may do. Scripts are the front end's own files and nothing else: what a notebook or a file
 * holds does not run in the page, not even in trusted output, nor as a file that the server shows, and no text is made
 * into code. Nothing is loaded from elsewhere, pictures neither. Styles may stand in the page, as Jupyter, its editor and
 * its formulas write them there.
 * @param host that the page was asked for at, as the request says it and the server has found to be its own.
 * @param folder of the front end's files.
 */
export function pagePolicy(host: string | undefined, folder: string): string {
  // Policies have no way to write an address with colons; there, scripts may come from anywhere on the server.
  const scripts = host !== undefined && /^[\w.-]+(?::\d+)?$/.test(host) ? `${host}${folder}/` : "'self'";
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    // The viewer of HTML files shows them in a frame without rights, with their own address as base.
    "frame-src 'self' blob:",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
