/** As long as one reading takes, about. What is asked for meanwhile is one more. */
const APART_MS = 200;

type Work = {
  run: () => void;
  /** Whether it may be done now. What may not is tried again. */
  mayRun: () => boolean;
};

/**
 * Does work at the first asking, and once more for all askings that come soon after it, so that a burst of them is not
 * a burst of work.
 */
export function gathered({ run, mayRun }: Work): { ask: () => void; stop: () => void } {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;

  const work = () => {
    resting = undefined;
    if (!isAsked) return;
    resting = setTimeout(work, APART_MS);
    if (!mayRun()) return;
    isAsked = false;
    run();
  };
  return {
    ask: () => {
      isAsked = true;
      if (resting === undefined) work();
    },
    stop: () => clearTimeout(resting),
  };
}
