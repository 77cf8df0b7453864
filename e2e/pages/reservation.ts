import type { Site } from '../site';

/** One booking, and the list of all of them. */
export function reservationPage({ page, t, euros, open }: Site) {
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  return {
    open: (id: string) => open(`/reservations/${id}`),
    openGames: () => open('/reservations'),
    confirmed: heading(t('reservation.titleConfirmed')),
    cancelled: heading(t('reservation.titleCancelled')),
    unpaid: heading(t('reservation.titlePending')),
    calendar: page.getByRole('link', { name: t('reservation.calendar') }),
    receipt: page.getByRole('region', { name: t('reservation.receipt') }),
    messages: page.getByRole('region', { name: t('reservation.messages') }),
    cancelling: page.getByRole('heading', { level: 2, name: t('reservation.cancel') }),
    refundOf: (amountMinor: number) =>
      page.getByText(t('reservation.cancelRefund', { amount: euros(amountMinor) })),
    cancelFor: (amountMinor: number) =>
      page.getByRole('button', { name: t('reservation.cancelDo', { amount: euros(amountMinor) }) }),
    told: (text: 'confirmed' | 'cancelled' | 'refunded') =>
      page.getByRole('status').filter({ hasText: t(`live.${text}`) }),
    game: (club: string) => page.getByRole('main').getByRole('link', { name: club }),
  };
}
