import { getTranslations } from 'next-intl/server';
import type { Court } from '@/lib/clubs/catalogue';

/** What kinds of courts a club has, in a line. */
export async function ClubFacts({ courts }: { courts: readonly Court[] }) {
  const t = await getTranslations();
  const facts = [
    t('common.courts', { count: courts.length }),
    ...courts.map((court) => t(`sport.${court.sport}`)),
    ...courts.map((court) => t(`cover.${court.indoor ? 'indoor' : 'outdoor'}`)),
    ...courts.map((court) => t(`surface.${court.surface}`)),
  ];
  return <p className="text-ink-soft text-note">{[...new Set(facts)].join(' · ')}</p>;
}
