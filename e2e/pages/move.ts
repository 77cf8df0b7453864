import type { Site } from '../site';

/** Changing the time of one's own booking. */
export function movePage({ page, t, euros, open }: Site) {
  const starts = page.getByRole('navigation', { name: t('move.starts') });
  const courts = page.getByRole('navigation', { name: t('move.courts') });
  return {
    open: (id: string) => open(`/reservations/${id}/move`),
    /** On the page of the booking. */
    change: page.getByRole('link', { name: t('move.title') }),
    starts,
    start: (time: string, difference: string) => starts.getByRole('link', { name: `${time} ${difference}` }),
    court: (name: string) => courts.getByRole('link', { name }),
    same: page.getByText(t('move.sameText')),
    dearer: (minor: number) => page.getByText(t('move.dearerText', { amount: euros(minor) })),
    cheaper: (minor: number) => page.getByText(t('move.cheaperText', { amount: euros(minor) })),
    doSame: page.getByRole('button', { name: t('move.doSame') }),
    doDearer: (minor: number) =>
      page.getByRole('button', { name: t('move.doDearer', { amount: euros(minor) }) }),
    doCheaper: (minor: number) =>
      page.getByRole('button', { name: t('move.doCheaper', { amount: euros(minor) }) }),
    moved: page.getByText(t('move.moved')),
    undo: page.getByRole('button', { name: t('move.undo') }),
    undone: page.getByText(t('move.undone')),
    unpaid: page.getByText(t('move.unpaid')),
    problem: (key: 'lapsed' | 'not_free_any_more') => page.getByText(t(`move.problem_${key}`)),
  };
}
