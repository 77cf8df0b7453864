import { getTranslations } from 'next-intl/server';
import { CourtPlan } from '@/components/plan/court-plan';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ClubCourts } from '@/lib/clubs/courts/list-courts';
import type { LocalDate } from '@/lib/core/time';
import { CourtFields } from './court-fields';
import { type CourtActions, CourtRow, ReturnForm } from './court-row';
import { nextCourtName } from './next-court-name';

type Props = { courts: ClubCourts; asked: string; back: string; today: LocalDate; actions: CourtActions };

/** The courts of a club beside their plan, with the forms by which they are changed, ordered, added and retired. */
export async function CourtList({ courts: { onSale, retired, club }, asked, back, today, actions }: Props) {
  const t = await getTranslations('clubCourts');
  const order = onSale.map(({ id }) => id);
  return (
    <div className="grid gap-4">
      {onSale.length > 0 && (
        <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
          <ol
            aria-labelledby="courts"
            className="divide-y divide-line rounded-card border border-line bg-card"
          >
            {onSale.map((court) => (
              <CourtRow key={court.id} {...{ court, order, back, today, actions }} club={asked} />
            ))}
          </ol>
          <figure className="grid gap-2 rounded-card border border-line bg-card p-4 lg:sticky lg:top-4">
            <CourtPlan
              courts={onSale}
              label={t('plan', { club: club.name, count: onSale.length })}
              aspect={1.2}
            />
            <figcaption className="text-note text-soft">{t('planLead')}</figcaption>
          </figure>
        </div>
      )}
      <ActionForm
        action={actions.add}
        words={await errorWords({ conflict: t('tooMany') }, back)}
        folded={{
          summary: (
            <summary className="flex min-h-11 cursor-pointer items-center rounded-md px-4 font-strong hover:bg-sunken">
              {t('add')}
            </summary>
          ),
          className: 'rounded-card border border-line bg-card',
        }}
        className="grid gap-4 px-4 pb-4"
      >
        <input type="hidden" name="club" value={asked} />
        <CourtFields key={onSale.length} court={nextOf(onSale, t('firstName'))} />
        <SubmitButton className="justify-self-start">{t('addDo')}</SubmitButton>
      </ActionForm>
      {retired.length > 0 && (
        <section aria-labelledby="retired" className="grid gap-2">
          <h3 id="retired" className="font-strong">
            {t('retired')}
          </h3>
          <ul className="divide-y divide-line rounded-card border border-line bg-card">
            {retired.map((court) => (
              <li key={court.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
                <p className="min-w-0 break-words">{court.name}</p>
                <ReturnForm {...{ court, back, actions }} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** A new court is most often as the last one. */
function nextOf(courts: ClubCourts['onSale'], firstName: string) {
  const name = nextCourtName(
    courts.map((court) => court.name),
    firstName,
  );
  const { sport, indoor, surface, format } = courts.at(-1) ?? FIRST;
  return { name, sport, indoor, surface, format };
}

const FIRST = { sport: 'padel', indoor: false, surface: 'turf', format: 'double' } as const;
