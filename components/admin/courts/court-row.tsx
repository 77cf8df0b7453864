import { getLocale, getTranslations } from 'next-intl/server';
import { StepButton } from '@/components/admin/lists/step-button';
import { courtMark } from '@/components/plan/court-mark';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Court } from '@/lib/catalogue/catalogue';
import { formatDate } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { LocalDate } from '@/lib/core/time';
import { CourtFields } from './court-fields';

export type CourtActions = Readonly<
  Record<'add' | 'change' | 'order' | 'retire' | 'putBack', FormAction<unknown>>
>;

type Props = {
  court: Court;
  /** The ids of all courts, in their order. */
  order: readonly number[];
  club: string;
  back: string;
  today: LocalDate;
  actions: CourtActions;
};

/** A court on sale with its place in the order, what it is, and the forms that change and retire it. */
export async function CourtRow(props: Props) {
  const { court, order, club, back, actions } = props;
  const [t, all, locale] = await Promise.all([getTranslations('clubCourts'), getTranslations(), getLocale()]);
  const facts = [
    all(`sport.${court.sport}`),
    all(court.indoor ? 'cover.indoor' : 'cover.outdoor'),
    all(`surface.${court.surface}`),
    all(`setUp.format_${court.format}`),
  ];
  const step = { id: court.id, order, name: 'courtIds', club, back, action: actions.order };
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span
          aria-hidden
          className="figures grid size-9 shrink-0 place-items-center rounded-md bg-sunken font-strong"
        >
          {courtMark(court.name)}
        </span>
        <div className="min-w-40 flex-1">
          <h3 className="break-words font-strong">{court.name}</h3>
          <p className="text-note text-soft">{facts.join(' · ')}</p>
        </div>
        {court.retiresOn !== null && (
          <Badge tone="held">{t('until', { date: formatDate(court.retiresOn, 'short', locale) })}</Badge>
        )}
        <div className="flex">
          <StepButton {...step} by={-1} label={t('up', { name: court.name })} />
          <StepButton {...step} by={1} label={t('down', { name: court.name })} />
        </div>
      </div>
      <div className="flex flex-wrap items-start gap-2">
        <ChangeForm {...props} />
        {court.retiresOn === null ? <RetireQuestion {...props} /> : <ReturnForm {...props} />}
      </div>
    </li>
  );
}

async function ChangeForm({ court, back, actions }: Props) {
  const t = await getTranslations('clubCourts');
  return (
    <ActionForm
      action={actions.change}
      words={await errorWords({ conflict: t('stale') }, back)}
      done={t('changed')}
      folded={{ summary: <Summary name={court.name}>{t('change')}</Summary>, className: FOLDED }}
      className="grid gap-4 px-4 pb-4"
    >
      <input type="hidden" name="courtId" value={court.id} />
      <input type="hidden" name="revision" value={court.revision} />
      <CourtFields court={court} />
      <p className="text-note text-soft">{t('changeLead')}</p>
      <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
    </ActionForm>
  );
}

/** Asks from when. The page that follows shows which bookings stay before anything is done. */
async function RetireQuestion({ court, back, today }: Props) {
  const [t, locale] = await Promise.all([getTranslations('clubCourts'), getLocale()]);
  return (
    <details className={FOLDED}>
      <Summary name={court.name}>{t('retire')}</Summary>
      <form action={inLocale(back, locale)} className="grid gap-3 px-4 pb-4">
        <input type="hidden" name="retire" value={court.id} />
        <p className="text-note text-soft">{t('retireLead')}</p>
        <div className="flex flex-wrap items-end gap-3">
          <div className="w-48">
            <TextField label={t('from')} type="date" name="from" min={today} defaultValue={today} required />
          </div>
          <Button type="submit" look="secondary">
            <span>{t('retireLook')}</span>
          </Button>
        </div>
      </form>
    </details>
  );
}

type ReturnProps = Pick<Props, 'court' | 'back' | 'actions'>;

/** Puts a court back on sale that is retired, or will be. */
export async function ReturnForm({ court, back, actions }: ReturnProps) {
  const t = await getTranslations('clubCourts');
  return (
    <ActionForm
      action={actions.putBack}
      words={await errorWords({ conflict: t('stale'), invalid_input: t('nameTaken') }, back)}
      className="grid gap-2"
    >
      <input type="hidden" name="courtId" value={court.id} />
      <input type="hidden" name="revision" value={court.revision} />
      <SubmitButton
        look="secondary"
        size="dense"
        className="justify-self-start"
        aria-label={t('putBackNamed', { name: court.name })}
      >
        {t('putBack')}
      </SubmitButton>
    </ActionForm>
  );
}

/** Side by side, and over the whole width when open. */
const FOLDED = 'min-w-32 flex-1 rounded-md border border-line open:basis-full';

function Summary({ name, children }: { name: string; children: string }) {
  return (
    <summary className="flex min-h-11 cursor-pointer items-center rounded-md px-4 text-note hover:bg-sunken">
      <span>{children}</span>
      <span className="sr-only"> {name}</span>
    </summary>
  );
}
