import { getLocale, getTranslations } from 'next-intl/server';
import { bookingCode } from '@/lib/core/booking-code';
import { Link } from '@/components/shared/link';
import { RecordTable } from '@/components/ui/record-table';
import { formatInstant } from '@/lib/core/i18n/format';
import type { Activity } from '@/lib/desk/history/list-activity';
import { actorInWords, changeInWords } from '../panel/history';
import { beforeAndAfter } from './before-and-after';

type Props = {
  acts: readonly Activity[];
  timeZone: string;
  /** Without the language. */
  hrefOf: { person: (id: string) => string; booking: (id: string) => string };
};

const link = 'underline decoration-edge underline-offset-4 hover:decoration-ink';

/** What staff did, each with who, when, on what, and what it was before and after. */
export async function ActivityTable({ acts, timeZone, hrefOf }: Props) {
  const [t, locale] = await Promise.all([getTranslations('activity'), getLocale()]);
  const rows = await Promise.all(
    acts.map(async (act) => {
      const who = await actorInWords(act);
      const personId = act.actor.split(':')[1];
      return {
        key: act.id,
        cells: [
          formatInstant(act.at.getTime(), 'stamp', locale, timeZone),
          personId ? (
            <Link key="who" href={hrefOf.person(personId)} className={link}>
              {who}
            </Link>
          ) : (
            who
          ),
          await changeInWords(act, timeZone),
          act.reservationId && (
            <Link key="booking" href={hrefOf.booking(act.reservationId)} scroll={false} className={link}>
              {bookingCode(act.reservationId)}
            </Link>
          ),
          <ul key="change">
            {beforeAndAfter(act).map(({ name, before, after }) => (
              <li key={name} className="wrap-anywhere">
                {`${labelOf(name, t)}: ${before === null ? after : `${before} → ${after}`}`}
              </li>
            ))}
          </ul>,
        ],
      };
    }),
  );
  return (
    <RecordTable
      labelledBy="activity"
      head={[t('when'), t('who'), t('what'), t('booking'), t('change')]}
      rows={rows}
    />
  );
}

const LABELLED = ['method', 'reason', 'fields', 'as', 'name', 'phone', 'note', 'title'] as const;

/** Fields without words of their own keep the name that the API gives them. */
function labelOf(name: string, t: Awaited<ReturnType<typeof getTranslations<'activity'>>>): string {
  const field = LABELLED.find((one) => one === name);
  return field ? t(`field.${field}`) : name;
}
