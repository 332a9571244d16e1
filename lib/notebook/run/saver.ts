/** The part of a run that saving may take: a notebook that grows is written whole each time. */
const MOST = 0.1;

/** Saves a run as it goes on. */
export interface Saver<Content> {
  /** Saves, unless saving has taken more than a tenth of the time since the beginning. */
  change(content: Content): void;
  /** Saves what `change` has left out. */
  flush(content: Content): void;
}

/**
 * Saves after each change as long as that is cheap, so that long notebooks do not spend their time on copies of
 * themselves.
 * @param now a clock in milliseconds that does not jump.
 */
export function createSaver<Content>(
  save: (content: Content) => void,
  now: () => number = () => performance.now(),
): Saver<Content> {
  const begin = now();
  let spent = 0;
  let behind = false;

  function write(content: Content): void {
    const start = now();
    save(content);
    spent += now() - start;
    behind = false;
  }

  return {
    change(content) {
      if (spent > MOST * (now() - begin)) behind = true;
      else write(content);
    },
    flush(content) {
      if (behind) write(content);
    },
  };
}
