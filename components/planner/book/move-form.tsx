import { X } from 'lucide-react';
import Form from 'next/form';
import type { DeskWords } from '@/components/planner/desk/board-config';
import { nameOf } from '@/components/planner/item-name';
import type { BoardWords } from '@/components/planner/board-words';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormSelect } from '@/components/ui/form/form-fields';
import { button } from '@/components/ui/button';
import { control } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { priceOf } from '@/lib/availability/offer';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { formatDate, formatSpan } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import { formatMoney } from '@/lib/core/money';
import { type LocalDate, localDateOf, localTime, MINUTE_MS } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import { placeValue } from './move-fields';

type Props = {
  club: Club;
  item: BoardItem;
  /** Where it shall go, and for how long. */
  target: { court: Court; date: LocalDate; minutes: number; starts: readonly number[] };
  /** The planner's path, and the board without this form, without their language. */
  path: string;
  back: string;
  /** The fields of the board's address. */
  address: Readonly<Record<string, string>>;
  move: FormAction<unknown>;
  words: BoardWords;
  said: DeskWords;
};

/** Moves a booking by a form: a court and a day, then its free starts with their prices. */
export async function MoveForm({ club, item, target, path, back, address, move, words, said }: Props) {
  const { locale, timeZone } = words;
  const { court, date, minutes, starts } = target;
  const labelOf = (startsAt: number) => {
    const price = priceOf(club, court, { startsAt, durationMinutes: minutes, category: null });
    const span = formatSpan(startsAt, startsAt + minutes * MINUTE_MS, locale, timeZone);
    return price.ok ? `${span} · ${formatMoney(price.priceMinor, club.currency, locale)}` : span;
  };
  const placeNow = [
    club.courts.find(({ id }) => id === item.courtId)?.name,
    formatDate(localDateOf(item.startsAt, timeZone), 'short', locale),
    formatSpan(item.startsAt, item.endsAt, locale, timeZone),
  ].join(' · ');
  return (
    <section aria-labelledby="move-form" className="quick-book grid gap-4">
      <div className="flex items-center justify-between gap-2">
        <h2 id="move-form" className="text-lead">
          {said.moveTitle?.replace('{name}', nameOf(item, words))}
        </h2>
        <Link
          href={back}
          scroll={false}
          aria-label={said.close}
          className="flex size-11 items-center justify-center rounded-md hover:bg-sunken"
        >
          <X aria-hidden className="size-5" />
        </Link>
      </div>
      <Form action={inLocale(path, locale)} className="grid grid-cols-2 gap-2 text-note">
        {Object.entries({ ...address, move: item.id }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="grid gap-1">
          <span className="font-strong">{said.court}</span>
          <select name="to" defaultValue={court.id} className={control('min-h-11')}>
            {club.courts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          <span className="font-strong">{said.date}</span>
          <input type="date" name="on" required defaultValue={date} className={control('figures min-h-11')} />
        </label>
        <label className="grid gap-1">
          <span className="font-strong">{said.duration}</span>
          <input
            type="number"
            name="minutes"
            min={5}
            step={5}
            required
            defaultValue={minutes}
            className={control('figures min-h-11')}
          />
        </label>
        <button type="submit" className={button({ look: 'secondary', size: 'dense', className: 'self-end' })}>
          {said.seeStarts}
        </button>
      </Form>
      {starts.length === 0 ? (
        <p>{said.noStarts}</p>
      ) : (
        <ActionForm
          action={move}
          words={await errorWords({ invalid_input: said.refused_no_address ?? '' })}
          className="grid gap-3"
        >
          <input type="hidden" name="reservationId" value={item.id} />
          <input type="hidden" name="revision" value={item.revision} />
          <input type="hidden" name="minutes" value={minutes} />
          <input type="hidden" name="back" value={back} />
          <FormSelect
            name="place"
            label={said.start}
            defaultValue={placeOf(item, timeZone)}
            data-stored-label={placeNow}
          >
            {starts.map((startsAt) => (
              <option key={startsAt} value={placeValue(court.id, date, localTime(startsAt, timeZone))}>
                {labelOf(startsAt)}
              </option>
            ))}
          </FormSelect>
          <FormSelect
            name="price"
            label={said.priceChanges}
            data-stored={undefined}
            defaultValue={club.movePrice === 'list' ? 'list' : 'keep'}
          >
            <option value="keep">
              {said.keepPrice?.replace('{price}', formatMoney(item.priceMinor, item.currency, locale))}
            </option>
            <option value="list">{said.listPrice}</option>
            <option value="link">{said.listByLink}</option>
          </FormSelect>
          <SubmitButton>{said.moveHere}</SubmitButton>
        </ActionForm>
      )}
    </section>
  );
}

const placeOf = ({ courtId, startsAt }: BoardItem, timeZone: string) =>
  placeValue(courtId, localDateOf(startsAt, timeZone), localTime(startsAt, timeZone));
