import type { Override } from '@/lib/reservations/cancellation';
import type { Site } from '../site';

/** One booking, and the list of all of them. */
export function reservationPage({ page, t, euros, open }: Site) {
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  /** While paying and for staff a list, after that the game. */
  const players = page.getByRole('region', { name: t('players.title') }).or(page.locator('#game'));
  const alerts = page.getByRole('region', { name: t('alert.title') });
  const turn = page.getByRole('region', { name: t('turn.title'), exact: true });
  return {
    open: (id: string) => open(`/reservations/${id}`),
    openGames: () => open('/reservations'),
    confirmed: heading(t('reservation.titleConfirmed')),
    cancelled: heading(t('reservation.titleCancelled')),
    unpaid: heading(t('reservation.titlePending')),
    awaitingBank: heading(t('reservation.titleProcessing')),
    /** Leads to where one waits for the bank. */
    seePayment: page.getByRole('link', { name: t('reservation.seePayment') }),
    payNow: page.getByRole('link', { name: t('reservation.payNow') }),
    owed: (amountMinor: number) => page.getByText(t('reservation.owed', { amount: euros(amountMinor) })),
    password: page.getByLabel(t('signIn.password'), { exact: true }),
    keep: page.getByRole('button', { name: t('guest.keep'), exact: true }),
    keepByPasskey: page.getByRole('button', { name: t('guest.keepByPasskey') }),
    kept: (email: string) => page.getByText(t('guest.keptText', { email })),
    claim: page.getByRole('button', { name: t('guest.claim') }),
    calendar: page.getByRole('link', { name: t('reservation.calendar') }),
    receipt: page.getByRole('region', { name: t('reservation.receipt') }),
    messages: page.getByRole('region', { name: t('reservation.messages') }),
    cancelling: page.getByRole('heading', { level: 2, name: t('reservation.cancel') }),
    refundOf: (amountMinor: number) =>
      page.getByText(t('reservation.cancelRefund', { amount: euros(amountMinor) })),
    cancelFor: (amountMinor: number) =>
      page.getByRole('button', { name: t('reservation.cancelDo', { amount: euros(amountMinor) }) }),
    /** Nothing was cancelled, because the figures have changed. */
    changed: page.getByRole('alert').filter({ hasText: t('reservation.cancelChanged') }),
    /** The refunds that staff may choose against the policy. */
    choice: (override: 'policy' | Override, amountMinor: number) =>
      page.getByRole('navigation', { name: t('reservation.choices') }).getByRole('link', {
        name: `${t(`reservation.choice_${override}`)} · ${euros(amountMinor)}`,
        exact: true,
      }),
    staffReason: page.getByLabel(t('reservation.reasonRequired'), { exact: true }),
    playerGets: (amountMinor: number) =>
      page.getByText(t('reservation.staffRefund', { amount: euros(amountMinor) })),
    staffCancelFor: (amountMinor: number) =>
      page.getByRole('button', { name: t('reservation.staffDo', { amount: euros(amountMinor) }) }),
    players,
    async addPlayer(name: string, email = '') {
      // Without scripts it is open again after each.
      if (!(await players.getByLabel(t('players.name')).isVisible())) {
        await players.getByText(t('players.add')).click();
      }
      await players.getByLabel(t('players.name')).fill(name);
      await players.getByLabel(t('players.email')).fill(email);
      await players.getByRole('button', { name: t('players.addDo'), exact: true }).click();
    },
    removePlayer: (name: string) => players.getByRole('button', { name: t('players.removeNamed', { name }) }),
    playing: (count: number) =>
      players
        .getByText(t('players.count', { count }))
        .or(players.getByText(t('game.ofSeats', { taken: 1 + count, seats: 4 }))),
    wrongEmail: players.getByText(t('players.emailInvalid')),
    told: (text: 'confirmed' | 'cancelled' | 'refunded') =>
      page.getByRole('status').filter({ hasText: t(`live.${text}`) }),
    alerts,
    /** The courts that are held for whoever has the turn. */
    turn,
    take: turn.getByRole('link', { name: t('turn.take') }),
    letGo: turn.getByRole('button', { name: t('turn.letGo') }),
    stopAlerts: alerts.getByRole('button'),
    alertStopped: (left: number) => alerts.getByRole('status').getByText(t('alert.stopped', { count: left })),
    game: (club: string) => page.getByRole('main').getByRole('link', { name: club }),
  };
}
