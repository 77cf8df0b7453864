import type { getTranslations } from 'next-intl/server';
import type { Court } from '@/lib/catalogue/catalogue';

/** The kinds of a club's courts in a line: `6 pistas · 3 cubiertas · 1 individual`. */
export function courtFacts(
  t: Awaited<ReturnType<typeof getTranslations<never>>>,
  courts: readonly Court[],
): string {
  const indoor = courts.filter((court) => court.indoor).length;
  const singles = courts.filter((court) => court.format === 'single').length;
  const sports = new Set(courts.map((court) => court.sport));
  const facts = [
    t('common.courts', { count: courts.length }),
    ...(sports.size > 1 || !sports.has('padel') ? [...sports].map((sport) => t(`sport.${sport}`)) : []),
    indoor === 0 ? t('cover.outdoor') : t('common.indoorCourts', { count: indoor }),
    ...(singles > 0 ? [t('common.singlesCourts', { count: singles })] : []),
    ...new Set(
      courts.filter(({ surface }) => surface !== 'turf').map((court) => t(`surface.${court.surface}`)),
    ),
  ];
  return facts.join(' · ');
}
