import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Court } from '@/lib/catalogue/catalogue';
import { formatDate, formatMoment } from '@/lib/core/i18n/format';
import { type LocalDate, localDateOf } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';

type Props = {
  court: Court;
  from: LocalDate;
  /** The bookings that stay on the court. */
  staying: readonly BoardItem[];
  asked: string;
  timeZone: string;
  retire: FormAction<unknown>;
};

/** What retiring a court means, with the bookings that stay on it, before the button that does it. */
export async function RetireCourt({ court, from, staying, asked, timeZone, retire }: Props) {
  const [t, locale] = await Promise.all([getTranslations('clubCourts'), getLocale()]);
  const back = deskPath(asked, 'courts');
  const date = formatDate(from, 'long', locale);
  return (
    <section aria-labelledby="retire" className="grid gap-4 rounded-card border border-line bg-card p-4">
      <h2 id="retire" className="text-lead">
        {t('retireTitle', { name: court.name, date })}
      </h2>
      <p>{t('staying', { count: staying.length })}</p>
      {staying.length > 0 && (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto rounded-md border border-line">
          {staying.map(({ id, startsAt, customerName, title }) => (
            <li key={id}>
              <Link
                href={`${deskPath(asked, 'planner')}?${new URLSearchParams({ date: localDateOf(startsAt, timeZone), booking: id })}`}
                className="flex min-h-11 flex-wrap items-center gap-x-3 px-3 hover:bg-sunken"
              >
                <span className="figures">{formatMoment(startsAt, locale, timeZone)}</span>
                <span className="min-w-0 break-words">{customerName ?? title ?? '—'}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ActionForm
        action={retire}
        words={await errorWords({ not_found: t('goneMeanwhile') }, back)}
        className="flex flex-wrap gap-3"
      >
        <input type="hidden" name="courtId" value={court.id} />
        <input type="hidden" name="from" value={from} />
        <SubmitButton look="danger">{t('retireDo')}</SubmitButton>
        <Link href={back} className={button({ look: 'secondary' })}>
          {t('retireNot')}
        </Link>
      </ActionForm>
    </section>
  );
}
