import { Grid2x2, Warehouse } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { Court } from '@/lib/clubs/catalogue';

/** What kinds of courts a club has, in a line. */
export async function ClubFacts({ courts }: { courts: readonly Court[] }) {
  const t = await getTranslations();
  const sports = [...new Set(courts.map((court) => t(`sport.${court.sport}`)))];
  const surfaces = [...new Set(courts.map((court) => t(`surface.${court.surface}`)))];
  const covers = [...new Set(courts.map((court) => t(`cover.${court.indoor ? 'indoor' : 'outdoor'}`)))];
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-note">
      <li className="flex items-center gap-1.5">
        <Grid2x2 aria-hidden className="size-4" />
        {t('common.courts', { count: courts.length })}
      </li>
      <li>{sports.join(' · ')}</li>
      <li className="flex items-center gap-1.5">
        <Warehouse aria-hidden className="size-4" />
        {covers.join(' · ')}
      </li>
      <li>{surfaces.join(' · ')}</li>
    </ul>
  );
}
