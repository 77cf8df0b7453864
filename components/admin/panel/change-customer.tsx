'use client';

import { useState } from 'react';
import { type Chosen, CustomerField } from '@/components/planner/book/customer-field';
import type { DeskWords } from '@/components/planner/desk/board-config';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { SUMMARY } from './summary';

type Props = {
  booking: { id: string; revision: number; clubId: number };
  change: FormAction<unknown>;
  words: DeskWords;
  labels: { summary: string; submit: string };
  errors: Readonly<Record<string, string>>;
};

/** Gives a booking to another of the club's people. Its search needs scripts. */
export function ChangeCustomer({ booking, change, words, labels, errors }: Props) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <ActionForm
      action={change}
      words={errors}
      folded={{ summary: <summary className={SUMMARY}>{labels.summary}</summary>, className: 'needs-script' }}
      className="mt-3 grid gap-3"
    >
      <input type="hidden" name="reservationId" value={booking.id} />
      <input type="hidden" name="revision" value={booking.revision} />
      <CustomerField
        clubId={booking.clubId}
        words={words}
        newcomers="refused"
        chosen={chosen}
        onChoose={setChosen}
      />
      <SubmitButton look="secondary" size="dense" disabled={chosen === null} className="justify-self-start">
        {labels.submit}
      </SubmitButton>
    </ActionForm>
  );
}
