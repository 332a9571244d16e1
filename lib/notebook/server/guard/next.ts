/** Where to go after a login: an address of this server, whatever was asked for. */
export function ownAddress(next: string | null | undefined): string {
  // Browsers take "//host" and "/\host" for another server, and drop tabs and line breaks before they look.
  return next != null && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) && !next.includes("\\") ? next : "/";
}

/** The address without the token. */
export function withoutToken(path: string, query: URLSearchParams): string {
  const rest = new URLSearchParams(query);
  rest.delete("token");
  return ownAddress(rest.size === 0 ? path : `${path}?${rest}`);
}
