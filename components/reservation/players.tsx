import { Plus, X } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { ShrinkingList } from '@/components/ui/shrinking-list';
import { SubmitButton } from '@/components/ui/submit-button';
import { MAX_PLAYERS } from '@/lib/reservations/change-players';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

export type PlayerActions = { add: FormAction<void>; remove: FormAction<void> };

type Props = {
  reservation: Pick<ReservationDetails, 'id' | 'participants'>;
  /** Whether the reader made the booking. */
  own: boolean;
  /** Absent once the list is closed. */
  actions: PlayerActions | null;
  /** What stands beside a player's name. */
  beside?: (player: Player) => ReactNode;
};

type Player = ReservationDetails['participants'][number];

/** The other players, and while the list is open the forms that add and remove one. */
export async function Players({ reservation: { id, participants }, own, actions, beside }: Props) {
  const t = await getTranslations('players');
  const count = t(own ? 'count' : 'countOther', { count: participants.length });
  if (!actions && !beside) return <NamesOnly names={participants.map(({ name }) => name)} none={count} />;
  return (
    <section aria-label={t('title')} className="grid min-w-0 flex-1 gap-1">
      <p role="status" className="font-strong">
        {count}
      </p>
      <ShrinkingList count={participants.length}>
        {participants.map((player) => (
          <li key={player.position} className="flex min-h-11 items-center justify-between gap-3">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{player.name}</span>
              {player.email && <span className="block truncate text-ink-soft text-note">{player.email}</span>}
            </span>
            {beside?.(player)}
            {actions && <RemovePlayer {...player} remove={actions.remove} />}
          </li>
        ))}
      </ShrinkingList>
      {actions && participants.length < MAX_PLAYERS && (
        <AddPlayer reservationId={id} known={participants.length} add={actions.add} />
      )}
      {actions && participants.length >= MAX_PLAYERS && (
        <p className="text-ink-soft text-note">{t('full', { most: MAX_PLAYERS })}</p>
      )}
    </section>
  );
}

async function NamesOnly({ names, none }: { names: string[]; none: string }) {
  const t = await getTranslations('players');
  return (
    <p>
      <span className="sr-only">{t('title')}: </span>
      {names.join(', ') || none}
    </p>
  );
}

type AddProps = { reservationId: string; known: number; add: FormAction<void> };

/** The folded form that puts somebody on the list. */
export async function AddPlayer({ reservationId, known, add }: AddProps) {
  const [t, words] = await Promise.all([getTranslations('players'), errorWords()]);
  return (
    <ActionForm
      action={add}
      words={words}
      folded={{
        summary: (
          <summary className="inline-flex min-h-11 items-center gap-2 rounded-md pr-3 font-strong text-court-text hover:underline">
            <Plus aria-hidden className="size-4.5" />
            {t('add')}
          </summary>
        ),
      }}
      className="mt-1 grid gap-3"
    >
      <input type="hidden" name="reservationId" value={reservationId} />
      {/* Empty for the next player, while the button keeps the focus. */}
      <div key={known} className="grid gap-3">
        <FormText
          label={t('name')}
          name="name"
          autoComplete="off"
          maxLength={80}
          required
          unfit={t('nameInvalid')}
        />
        <FormText
          label={t('email')}
          name="email"
          type="email"
          autoComplete="off"
          maxLength={254}
          hint={t('emailHint')}
          unfit={t('emailInvalid')}
        />
      </div>
      <SubmitButton look="secondary" className="justify-self-start max-sm:w-full">
        {t('addDo')}
      </SubmitButton>
    </ActionForm>
  );
}

type RemoveProps = Pick<Player, 'reservationId' | 'position' | 'name'> & { remove: FormAction<void> };

/** The button that takes a player off the list. */
export async function RemovePlayer({ reservationId, position, name, remove }: RemoveProps) {
  const [t, words] = await Promise.all([getTranslations('players'), errorWords()]);
  return (
    <ActionForm action={remove} words={words} className="shrink-0">
      <input type="hidden" name="reservationId" value={reservationId} />
      <input type="hidden" name="position" value={position} />
      <input type="hidden" name="name" value={name} />
      <SubmitButton look="quiet" className="min-w-11 px-0" aria-label={t('removeNamed', { name })}>
        <X aria-hidden className="size-4.5" />
      </SubmitButton>
    </ActionForm>
  );
}
