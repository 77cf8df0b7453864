/** What came of a look: something new, nothing, or no answer. */
export type Looked = 'news' | 'nothing' | 'failed';

const PAUSE_MS = { first: 3_000, most: 20_000, mostAfterFailure: 60_000 };

/**
 * Looks again and again: soon after news, more and more rarely while nothing comes, and never while the page is hidden.
 * @returns a function that ends it
 */
export function pollPolitely(look: () => Promise<Looked>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = PAUSE_MS.first;
  let isLooking = false;
  let hasEnded = false;

  const turn = async () => {
    if (document.hidden || isLooking) return;
    isLooking = true;
    pauseMs = pauseAfter(await look(), pauseMs);
    isLooking = false;
    // Pages that were opened together do not ask together.
    if (!hasEnded) timer = setTimeout(turn, pauseMs * (0.75 + Math.random() / 2));
  };
  const onVisible = () => {
    if (document.hidden) return;
    clearTimeout(timer);
    pauseMs = PAUSE_MS.first;
    void turn();
  };

  document.addEventListener('visibilitychange', onVisible);
  void turn();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

function pauseAfter(looked: Looked, pauseMs: number): number {
  switch (looked) {
    case 'news':
      return PAUSE_MS.first;
    case 'nothing':
      return Math.min(pauseMs * 1.5, PAUSE_MS.most);
    case 'failed':
      return Math.min(pauseMs * 2, PAUSE_MS.mostAfterFailure);
  }
}
