'use client';

import { useState } from 'react';
import { FormTextArea } from '@/components/ui/form/form-fields';
import { useTyped } from '@/components/ui/form/form-state';
import { clubText } from '@/lib/notices/templates/club-message-words';
import { countSegments, MAX_SEGMENTS } from '@/lib/notices/templates/text-segments';

type Props = {
  clubName: string;
  longest: number;
  /** Whether it reaches somebody by text message alone. */
  countsParts: boolean;
  words: { label: string; hint: string; parts: string; unfit: Readonly<Record<string, string>> };
};

/** The words of a message, with how many parts of a text message they take. */
export function MessageText({ clubName, longest, countsParts, words }: Props) {
  const [text, setText] = useState(useTyped('text') ?? '');
  const parts = text.trim() === '' ? 0 : countSegments(clubText({ clubName, text: text.trim() }));
  return (
    <div className="grid gap-1.5">
      <FormTextArea
        name="text"
        label={words.label}
        hint={words.hint}
        rows={6}
        maxLength={longest}
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
        unfit={words.unfit}
      />
      {countsParts && (
        <p
          aria-live="polite"
          className={`needs-script figures text-note ${parts > MAX_SEGMENTS ? 'text-danger-text' : 'text-soft'}`}
        >
          {words.parts.replace('#', String(parts))}
        </p>
      )}
    </div>
  );
}
