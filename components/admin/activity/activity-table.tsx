import { getLocale, getTranslations } from 'next-intl/server';
import { bookingCode } from '@/lib/core/booking-code';
import { Link } from '@/components/shared/link';
import { RecordTable } from '@/components/ui/record-table';
import { formatInstant } from '@/lib/core/i18n/format';
import type { Activity } from '@/lib/desk/history/list-activity';
import { actorInWords, changeInWords } from '../panel/history';
import { beforeAndAfter, type ChangeValue } from './before-and-after';

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
  const inWords = await valueWords();
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
          await changesOf(act, inWords),
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

/** What changed, a line for each field. Null where nothing of it has words. */
async function changesOf(act: Activity, inWords: (value: ChangeValue) => string) {
  const t = await getTranslations('activity');
  const changes = beforeAndAfter(act);
  if (changes.length === 0) return null;
  return (
    <ul key="change">
      {changes.map(({ name, before, after }) => (
        <li key={name} className="wrap-anywhere">
          {`${t(`field.${name}`)}: ${before === null ? '' : `${inWords(before)} → `}${inWords(after)}`}
        </li>
      ))}
    </ul>
  );
}

async function valueWords() {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const list = new Intl.ListFormat(locale, { type: 'unit' });
  return (value: ChangeValue): string => {
    switch (value.kind) {
      case 'text':
        return value.text;
      case 'none':
        return '–';
      case 'method':
        return t(`till.method_${value.method}`);
      case 'booking':
        return t(`board.kind_${value.booking}`);
      case 'role':
        return t(`desk.role_${value.role}`);
      case 'fields':
        return list.format(value.fields.map((field) => t(`activity.field.${field}`)));
    }
  };
}
