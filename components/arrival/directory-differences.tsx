import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { DirectoryFact } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';

/** The facts that are decided together, under the name that people have for them. */
const TOGETHER = {
  name: ['name'],
  city: ['city'],
  country: ['country'],
  address: ['address'],
  coordinates: ['latitude', 'longitude'],
  phone: ['phone'],
} as const satisfies Record<string, readonly DirectoryFact[]>;
const NAMES = ['name', 'city', 'country', 'address', 'coordinates', 'phone'] as const;

type Props = { club: Club; back: string; follow: FormAction<unknown> };

/** Where the outside directory says something else than the staff: both values, and the button that takes theirs. */
export async function DirectoryDifferences({ club, back, follow }: Props) {
  const [t, words] = await Promise.all([getTranslations('settings'), errorWords({}, back)]);
  const { directoryFacts: theirs } = club;
  if (theirs === null) return null;
  const different = NAMES.filter((name) => TOGETHER[name].some((fact) => theirs[fact] !== club[fact]));
  if (different.length === 0) return null;
  const told = (from: Pick<Club, DirectoryFact>, name: (typeof NAMES)[number]) =>
    TOGETHER[name].map((fact) => from[fact] ?? t('nothing')).join(', ');
  return (
    <section aria-labelledby="directory" className="grid gap-3 rounded-card border border-line bg-card p-4">
      <div>
        <h2 id="directory" className="text-lead">
          {t('directory')}
        </h2>
        <p className="text-note text-soft">{t('directoryLead')}</p>
      </div>
      {different.map((name) => (
        <div
          key={name}
          className="grid items-center gap-2 border-line border-t pt-3 sm:grid-cols-[1fr_auto] sm:gap-4"
        >
          <dl className="grid gap-1 text-note">
            <div>
              <dt className="inline font-strong">{t('oursOf', { fact: t(name) })}</dt>{' '}
              <dd className="wrap-anywhere inline">{told(club, name)}</dd>
            </div>
            <div className="text-soft">
              <dt className="inline">{t('theirs')}</dt>{' '}
              <dd className="wrap-anywhere inline">{told(theirs, name)}</dd>
            </div>
          </dl>
          <ActionForm action={follow} words={words}>
            <input type="hidden" name="club" value={club.slug} />
            <input type="hidden" name="revision" value={club.revision} />
            <input type="hidden" name="facts" value={TOGETHER[name].join()} />
            <SubmitButton look="secondary" size="dense" aria-label={t('takeOf', { fact: t(name) })}>
              {t('take')}
            </SubmitButton>
          </ActionForm>
        </div>
      ))}
    </section>
  );
}
