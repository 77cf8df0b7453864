import { getTranslations } from 'next-intl/server';
import { SubmitButton } from '@/components/ui/submit-button';
import { ShownFor } from './shown-for';

type Props = {
  reservationId: string;
  act: { id: string; undoUntil: Date };
  now: number;
  undo: (form: FormData) => Promise<void>;
};

/** Takes a move back as long as nobody was told of it. */
export async function UndoMove({ reservationId, act, now, undo }: Props) {
  const t = await getTranslations('move');
  return (
    <ShownFor key={act.id} ms={act.undoUntil.getTime() - now}>
      <div role="status" className="mb-5 rounded-md bg-confirmed-tint px-4 py-2 text-confirmed-text">
        <form action={undo} className="flex flex-wrap items-center justify-between gap-3">
          <p className="font-strong">{t('moved')}</p>
          <input type="hidden" name="reservationId" value={reservationId} />
          <input type="hidden" name="actId" value={act.id} />
          <SubmitButton look="secondary">{t('undo')}</SubmitButton>
        </form>
      </div>
    </ShownFor>
  );
}
