'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { Callout } from '@/components/ui/callout';

type Props = {
  endpoint: string;
  /** Bytes of the largest file that is worth sending. */
  most: number;
  /** The text for each reason why a file is not taken. */
  unfit: Readonly<Record<string, string>>;
  /** The text for each error code, and those of the way. */
  words: Readonly<Record<string, string>>;
};

type State =
  | { kind: 'idle' }
  /** The share that was sent. At 1 the server works on it. */
  | { kind: 'sending'; share: number }
  | { kind: 'added' }
  | { kind: 'failed'; text: string };

const refusal = z.object({
  error: z.string(),
  fields: z.record(z.string(), z.array(z.string())).optional(),
});

/**
 * Sends the form around it to the API in place of its action, so that the way of a large file can be seen. Without
 * scripts the action takes it.
 */
export function UploadProgress({ endpoint, most, unfit, words }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const [state, setState] = useState<State>({ kind: 'idle' });

  useEffect(() => {
    const form = place.current?.closest('form');
    if (!form) return;
    let running: XMLHttpRequest | null = null;

    const take = (event: SubmitEvent) => {
      event.preventDefault();
      if (running) return;
      const fields = fieldsOf(form);
      const file = fields.get('file');
      if (file instanceof File && file.size > most) {
        setState({ kind: 'failed', text: words.payload_too_large ?? '' });
        return;
      }
      setState({ kind: 'sending', share: 0 });
      running = send(endpoint, fields, (share) => setState({ kind: 'sending', share }));
      running.addEventListener('loadend', () => {
        const { status = 0, responseText = '' } = running ?? {};
        running = null;
        if (status !== 201) {
          setState({ kind: 'failed', text: textOf(responseText, unfit, words) });
          return;
        }
        setState({ kind: 'added' });
        empty(form);
        router.refresh();
      });
    };

    form.addEventListener('submit', take);
    return () => {
      form.removeEventListener('submit', take);
      running?.abort();
    };
  }, [endpoint, most, unfit, words, router]);

  const sending = state.kind === 'sending';
  return (
    <div ref={place} aria-live="polite" aria-busy={sending} className="grid gap-2 empty:hidden">
      {sending && (
        <label className="grid gap-1.5 text-note">
          <span>{state.share < 1 ? words.sending : words.working}</span>
          <progress
            max={1}
            value={state.share}
            className="h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-ink"
          />
        </label>
      )}
      {state.kind === 'added' && <Callout tone="confirmed" title={words.added ?? ''} />}
      {state.kind === 'failed' && <Callout tone="danger" urgent title={state.text} />}
    </div>
  );
}

/** The fields that the API knows. A choice that was left open is not sent. */
function fieldsOf(form: HTMLFormElement): FormData {
  const fields = new FormData();
  for (const [name, value] of new FormData(form))
    if (['file', 'alt_es', 'alt_en', 'court_id'].includes(name) && value !== '') fields.append(name, value);
  return fields;
}

function send(endpoint: string, fields: FormData, told: (share: number) => void): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.open('POST', endpoint);
  request.upload.addEventListener('progress', ({ loaded, total }) => told(total > 0 ? loaded / total : 0));
  request.upload.addEventListener('load', () => told(1));
  request.send(fields);
  return request;
}

function textOf(answer: string, unfit: Props['unfit'], words: Props['words']): string {
  const parsed = refusal.safeParse(parseJson(answer)).data;
  if (!parsed) return words.lost ?? '';
  const [reason] = parsed.fields?.file ?? [];
  if (reason !== undefined) return unfit[reason] ?? unfit.otherwise ?? reason;
  return words[parsed.error] ?? words.internal ?? '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** For the next photo. React leaves the fields as they are. */
function empty(form: HTMLFormElement): void {
  for (const control of form.elements)
    if (control instanceof HTMLInputElement && control.type !== 'hidden') control.value = '';
}
