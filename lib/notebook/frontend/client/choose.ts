/** What of a plugin says whether it can run. Tokens are known by being the same object. */
export interface Choosable {
  readonly id: string;
  readonly requires?: readonly object[];
  readonly provides?: object | null;
}

/**
 * The plugins that can run together: of those allowed, all whose requirements are provided by another that can run. The
 * rest would fail while the page starts, each with a message.
 */
export function runnable<Plugin extends Choosable>(
  plugins: readonly Plugin[],
  allowed: (id: string) => boolean,
): Plugin[] {
  let kept = plugins.filter(({ id }) => allowed(id));
  for (;;) {
    const provided = new Set(kept.map(({ provides }) => provides));
    const left = kept.filter(({ requires = [] }) => requires.every((token) => provided.has(token)));
    if (left.length === kept.length) return left;
    kept = left;
  }
}
