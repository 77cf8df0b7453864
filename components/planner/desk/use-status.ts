import { useRef, useState } from 'react';

/** What the board says: a sentence that is read out, or a problem that stays until it is closed. */
export type Status = {
  said: string;
  problem: Problem | null;
  /** At most one sentence a second is read out, and the last one always is. */
  say: (sentence: string) => void;
  complain: (problem: Problem | null) => void;
};

type Problem = { text: string; retry?: { label: string; run: () => void } | undefined };

const QUIET_MS = 1_000;

export function useStatus(): Status {
  const [said, setSaid] = useState('');
  const [problem, complain] = useState<Problem | null>(null);
  const saidAt = useRef(0);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);

  const say = (sentence: string) => {
    clearTimeout(waiting.current);
    const speak = () => {
      saidAt.current = Date.now();
      setSaid(sentence);
    };
    const restMs = saidAt.current + QUIET_MS - Date.now();
    if (restMs <= 0) speak();
    else waiting.current = setTimeout(speak, restMs);
  };
  return { said, problem, say, complain };
}
