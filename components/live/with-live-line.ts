type LiveLine = typeof import('./live-socket');

/**
 * Begins something on the page's live line, whose scripts are loaded only now. Where they cannot be had, nothing
 * begins, and the page stays as it was made.
 * @param begin returns what ends it
 * @returns a function that ends it
 */
export function withLiveLine(begin: (line: LiveLine) => () => void): () => void {
  let end: (() => void) | undefined;
  let left = false;
  import('./live-socket').then(
    (line) => {
      if (!left) end = begin(line);
    },
    () => {},
  );
  return () => {
    left = true;
    end?.();
  };
}
