'use client';

import { Check, CircleAlert, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { z } from 'zod';

const stateSchema = z.object({
  status: z.enum(['pending', 'consistent', 'failed']),
  services: z.record(z.string(), z.enum(['pending', 'completed', 'failed'])),
});
type State = z.infer<typeof stateSchema>;

const ASK_EVERY_MS = 1_000;

type Props = {
  id: string;
  first: State;
  words: Readonly<Record<State['status'] | 'done' | 'open', string>>;
  names: Readonly<Record<string, string>>;
};

/** The services that have taken a change on, asked anew each second until all have. */
export function WatchOperation({ id, first, words, names }: Props) {
  const [{ status, services }, setState] = useState(first);
  useEffect(() => {
    if (status !== 'pending') return;
    const timer = setInterval(async () => {
      const state = await readState(id);
      if (state) setState(state);
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [id, status]);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-card border border-line bg-card px-4 py-3">
      <p aria-live="polite" className="font-strong">
        {words[status]}
      </p>
      <ul className="flex flex-wrap gap-x-4 text-note text-soft">
        {Object.entries(services).map(([service, part]) => (
          <li key={service} className="flex items-center gap-1.5">
            <Mark part={part} />
            <span>{names[service]}</span>
            <span className="sr-only">{part === 'completed' ? words.done : words.open}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Null when it cannot be asked now. The next second asks again. */
async function readState(id: string): Promise<State | null> {
  try {
    const response = await fetch(`/api/v1/operations/${id}`);
    return stateSchema.safeParse(await response.json()).data ?? null;
  } catch {
    return null;
  }
}

function Mark({ part }: { part: State['services'][string] }) {
  if (part === 'completed') return <Check aria-hidden className="size-4 text-ok" />;
  if (part === 'failed') return <CircleAlert aria-hidden className="size-4 text-danger-text" />;
  return <LoaderCircle aria-hidden className="size-4 text-faint" />;
}
