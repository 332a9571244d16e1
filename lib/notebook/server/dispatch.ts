import type { IncomingMessage } from "node:http";
import { jsonBody } from "./body.js";
import { matched, partsOf } from "./match.js";
import { type Answer, HttpError, type Route, type SocketRoute } from "./route.js";

const LONGEST = 8_000;

/** The path and the query of a request. */
export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * The address that a request asks for. It is taken as it was sent: what resolves dots would hide who climbs.
 * @throws HttpError 414 where it is too long.
 */
export function addressOf(request: IncomingMessage): Address {
  const url = request.url ?? "";
  if (url.length > LONGEST) throw new HttpError(414, `The address is longer than ${LONGEST} characters.`);
  const mark = url.indexOf("?");
  return mark < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

/** The route that answers a request. */
export interface Found<R> {
  readonly route: R;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * The first route of the path and method; HEAD is answered as GET.
 * @throws HttpError 404 where no route has the path, 405 where none of them has the method.
 */
export function findRoute(routes: readonly Route[], method: string | undefined, path: string): Found<Route> {
  const found = all(routes, path);
  const asked = method === "HEAD" ? "GET" : method;
  const one = found.find(({ route }) => route.method === asked);
  if (one !== undefined) return one;
  throw found.length > 0
    ? new HttpError(405, `${method} is not possible here.`)
    : new HttpError(404, "Not found.");
}

/**
 * The first WebSocket of the path.
 * @throws HttpError 404 where no route has the path.
 */
export function findSocket<R extends SocketRoute>(routes: readonly R[], path: string): Found<R> {
  const [one] = all(routes, path);
  if (one === undefined) throw new HttpError(404, "Not found.");
  return one;
}

/** The answer of a route; the signal is aborted when nobody waits for it any more. */
export async function handle(
  { route, params }: Found<Route>,
  request: IncomingMessage,
  query: URLSearchParams,
  signal: AbortSignal = new AbortController().signal,
): Promise<Answer> {
  return route.handle({
    params,
    query,
    headers: request.headers,
    json: () => jsonBody(request, route.bodyLimit),
    signal,
  });
}

function all<R extends { readonly path: string }>(routes: readonly R[], path: string): readonly Found<R>[] {
  const parts = partsOf(path);
  return routes.flatMap((route) => {
    const params = matched(route.path, parts);
    return params === undefined ? [] : [{ route, params }];
  });
}
