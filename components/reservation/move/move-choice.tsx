import { clsx } from 'clsx';
import { getTranslations } from 'next-intl/server';
import { ClubTime } from '@/components/shared/club-time';
import { Link } from '@/components/shared/link';
import { slotValue } from '@/components/shared/slot-choice';
import { slotOf } from '@/components/shared/slot-value';
import { SubmitButton } from '@/components/ui/submit-button';
import type { OwnDay, OwnStart } from '@/lib/moves/list-own-moves';
import { differenceWords } from './difference-words';

type Props = {
  day: OwnDay;
  chosen: OwnStart;
  now: number;
  hrefOf: (start: OwnStart) => string;
  move: (form: FormData) => Promise<void>;
};

/** The chosen start with its courts, and what it costs more or less before the button that moves. */
export async function MoveChoice({ day, chosen, now, hrefOf, move }: Props) {
  const { booking, club, starts } = day;
  const [t, words] = await Promise.all([getTranslations('move'), differenceWords(booking.currency)]);
  const beside = starts.filter(({ startsAt }) => startsAt === chosen.startsAt);
  const { court, startsAt, endsAt, differenceMinor } = chosen;
  const place = { courtId: court.id, startsAt: new Date(startsAt), endsAt: new Date(endsAt), club };
  return (
    <section
      aria-labelledby="move-choice"
      className="grid gap-4 rounded-card border border-line bg-card p-4 sm:p-6"
    >
      <h2 id="move-choice" className="text-title first-letter:uppercase">
        <ClubTime startsAt={startsAt} endsAt={endsAt} now={now} club={club} />
      </h2>
      <nav aria-label={t('courts')}>
        <ol className="flex flex-wrap gap-2">
          {beside.map((start) => (
            <li key={start.court.id}>
              <Link
                href={hrefOf(start)}
                scroll={false}
                aria-current={start.court.id === court.id ? 'true' : undefined}
                className={clsx('chip', start.court.id === court.id && 'chip-asked')}
              >
                <span className="chip-title">{start.court.name}</span>{' '}
                <span className="chip-note">{words.short(start.differenceMinor)}</span>
              </Link>
            </li>
          ))}
        </ol>
      </nav>
      <p className="text-lead">{words.sentence(differenceMinor)}</p>
      <form action={move}>
        <input type="hidden" name="reservationId" value={booking.id} />
        <SubmitButton name="slot" value={slotValue(slotOf(place))} size="large" className="max-sm:w-full">
          {words.button(differenceMinor)}
        </SubmitButton>
      </form>
    </section>
  );
}
