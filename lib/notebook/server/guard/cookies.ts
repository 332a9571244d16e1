/** The cookies of a request; of two with one name the last counts, as it does for Jupyter's front end. */
export function cookiesOf(header: string | undefined): ReadonlyMap<string, string> {
  return new Map(
    (header ?? "").split(";").flatMap((pair) => {
      const equals = pair.indexOf("=");
      return equals < 0 ? [] : [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()] as const];
    }),
  );
}

/** A cookie for a login. Cookies do not know of ports, so the name does. */
export function loginCookie(port: number): string {
  return `tsnb-login-${port}`;
}

/** The cookie that the front end repeats in a header with each write; the name is the one it looks for. */
export const XSRF_COOKIE = "_xsrf";

/** Hidden from scripts where they need not read it; an empty value removes it. */
export function setCookie(name: string, value: string, hidden: boolean): string {
  return `${name}=${value}; Path=/; SameSite=Strict${hidden ? "; HttpOnly" : ""}${value === "" ? "; Max-Age=0" : ""}`;
}
