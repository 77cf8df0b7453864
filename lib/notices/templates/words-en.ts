import type { LateReason } from '@/db/schema';
import { type GivenBack, hasPage, type RefundFacts } from '@/lib/notices/notice-facts';
import { courtAndTerms } from './court-and-terms';
import type { Say } from './notice-copy-types';

const KEEP_IN_ACCOUNT =
  'This address has an account: sign in, open this booking and keep it with your other games.';
const KEEP_BY_ACCOUNT =
  'Keep this mail: by it you see, change and cancel the booking. With an account you have all your games in one place.';

/** Notices in English. */
export const en: Say = {
  reservation_confirmation: (f) => ({
    subject: `Reservation confirmed: ${f.clubName}, ${f.moment}`,
    title: 'Reservation confirmed',
    body: [
      `Your court is booked and yours. ${f.clubName} expects you.`,
      ...(f.hasAccount === null ? [] : [f.hasAccount ? KEEP_IN_ACCOUNT : KEEP_BY_ACCOUNT]),
    ],
    preheader: courtAndTerms(f, 'en'),
  }),
  reservation_cancelled: (f) => ({
    subject: `Reservation cancelled: ${f.clubName}, ${f.moment}`,
    title: 'Reservation cancelled',
    body:
      f.readBy === 'player'
        ? ['The booking of the game that you were to play was cancelled.']
        : [givenBack(f) ?? 'There is no refund for this reservation.'],
  }),
  club_closed: (f) => ({
    subject: `${f.clubName} cancelled your reservation of ${f.day}`,
    title: 'The club cancelled your reservation',
    body: ['We are sorry.', givenBack(f) ?? 'Nothing is left to give back to you.'],
  }),
  reservation_reminder: (f) => ({
    subject: `You play on ${f.day} at ${f.startTime}`,
    title: 'Your next game',
    body: ['Your game is near. If you cannot play, cancel as early as you can and others will be able to.'],
    preheader: courtAndTerms(f, 'en'),
  }),
  reservation_moved: (f) => ({
    subject: `Your game has changed: ${f.clubName}, ${f.moment}`,
    title: 'Your game has changed',
    body: [
      `You now play on ${f.day}, from ${f.startTime} to ${f.endTime}, on ${f.courtName}.`,
      ...(f.was ? [`Before: ${f.was.moment}, ${f.was.courtName}.`] : []),
    ],
  }),
  player_invited: (f) =>
    f.hasAccepted
      ? {
          subject: `You play with ${f.hostName}: ${f.clubName}, ${f.moment}`,
          title: 'You joined a game',
          body: [
            `You have a place in the game of ${f.hostName}: ${f.clubName}, ${f.courtName}.`,
            'If you cannot come after all, say so here: your place is free again and whoever booked is told.',
          ],
          preheader: `${f.courtName}. If you cannot come after all, say so and your place is free again.`,
        }
      : {
          subject: `${f.hostName} put you down for a game: ${f.clubName}, ${f.moment}`,
          title: 'Will you come to the game?',
          body: [
            `${f.hostName} booked ${f.courtName} at ${f.clubName} and put you on the list of players.`,
            'Say here whether you are coming. If you cannot, we take you off the list and tell whoever booked.',
          ],
          preheader: `${f.courtName}. Say whether you are coming.`,
        },
  player_removed: (f) => ({
    subject: `You are no longer down for a game: ${f.clubName}, ${f.moment}`,
    title: 'You are no longer down for a game',
    body: [
      `You were taken off the list of players of ${f.hostName} at ${f.clubName}, ${f.courtName}.`,
      'The attached file takes the game out of your calendar.',
    ],
  }),
  player_left: (f) => ({
    subject: `${f.leaverName} cannot play on ${f.day}`,
    title: `${f.leaverName} cannot play`,
    body: [
      `We were told that they will not come to your game at ${f.startTime}, so they are not on the list.`,
      ...(hasPage(f) ? ['You can put somebody else down from your reservation.'] : []),
    ],
  }),
  payment_due: (f) =>
    f.share
      ? {
          subject: `Your share of the game is ${f.due}: ${f.clubName}, ${f.moment}`,
          title: 'Pay your share of the game',
          body: [
            `${f.share.hostName} booked at ${f.clubName}, and everybody pays their share. Yours is ${f.due}.`,
            `You can pay it by card from this message, without an account. What is missing on ${f.share.deadline} is charged to ${f.share.hostName}’s card.`,
          ],
          preheader: `You have until ${f.share.deadline}.`,
        }
      : {
          subject: `${f.due} is left to pay: ${f.clubName}, ${f.moment}`,
          title: 'A payment is left to make',
          body: [
            `${f.due} of your reservation at ${f.clubName} is left to pay.`,
            'You can pay by card from this message, or at the club’s desk.',
          ],
          preheader: 'Pay by card from this message, or at the club’s desk.',
        },
  shares_charged: (f) => ({
    subject: `Your card has paid the shares that were missing: ${f.open}`,
    title: 'The game is paid',
    body: [
      `The deadline came with shares unpaid, so your card has paid ${f.open}, as you agreed when you booked.`,
      'We do not keep that card any longer.',
    ],
    preheader: `${f.clubName}, ${f.moment}. We do not keep your card any longer.`,
  }),
  shares_refused: (f) => ({
    subject: `We could not charge ${f.open} to your card: ${f.clubName}, ${f.moment}`,
    title: 'Some shares are still to be paid',
    body: [
      `The deadline came, and your bank refused the charge for the missing shares (${f.open}). Nothing was charged.`,
      'The court is still yours. What is missing can be paid from the reservation, by each player’s link or at the club.',
    ],
    preheader: 'The court is still yours. Nothing was charged.',
  }),
  payment_too_late: (f) => ({
    subject: `Your payment came too late and goes back: ${f.clubName}`,
    title: 'Your payment came too late and goes back',
    body: [`${late(f.lateBecause)} ${comesBack(f)}`],
  }),
  payment_mismatch: (f) => ({
    subject: `A payment that does not match goes back: ${f.clubName}`,
    title: 'The amount does not match and goes back',
    body: [`We received another amount than the price agreed (${f.price}). ${comesBack(f)}`, ...court(f)],
  }),
  payment_duplicate: (f) => ({
    subject: `The reservation was paid already and ${f.refund} goes back`,
    title: 'You paid too much and it goes back',
    body: [`The reservation was paid already when another payment came. ${comesBack(f)}`, ...court(f)],
    preheader: ['There is nothing you need to do.', ...court(f)].join(' '),
  }),
  payment_refunded: (f) => ({
    subject: `We have sent back ${f.refund}`,
    title: 'Refund sent',
    body: [
      `We sent ${f.refund} back to your card. Your bank may take five to ten days to show it.`,
      ...(f.undecided ? ['Your reservation stands unless we tell you otherwise.'] : []),
    ],
    preheader: `Your bank may take five to ten days to show it. ${f.clubName}, ${f.moment}.`,
  }),
  refund_failed: (f) => ({
    subject: `Your refund of ${f.refund} did not go through`,
    title: 'Your refund did not go through',
    body: [refused(f), `The money is still yours. ${askTheClub(f)}`],
  }),
  slot_freed: (f) => ({
    subject: `A court is free: ${f.place}, ${f.moment}`,
    title: 'A court is free',
    body: [
      `You asked us to tell you if a court in ${f.place} came free. You can book it now.`,
      'It is not kept for anybody: it goes to whoever books it first.',
    ],
  }),
  waitlist_offer: (f) => ({
    subject: `Your turn: the court is held for you until ${f.heldUntil} (${f.clubName}, ${f.moment})`,
    title: `Your turn: the court is yours if you take it by ${f.heldUntil}`,
    body: [
      `The time you were waiting for is free, and we hold it for you until ${f.heldUntil}.`,
      'If it does not suit you, let it go on the same page. The person waiting after you then hears sooner.',
    ],
    preheader: 'It is held for you. If you do not take it, the person waiting after you has the turn.',
  }),
};

/** What a cancellation gives back and where. Undefined for nothing. */
export function givenBack(f: GivenBack): string | undefined {
  const before = f.givenBackBefore && `${f.givenBackBefore} had already been given back to your card.`;
  const atDesk = f.deskRefund && `The club gives ${f.deskRefund} back at its desk.`;
  return [goesBack(f), atDesk, before].filter(Boolean).join(' ') || undefined;
}

function goesBack({ cancelRefund, bankDecides, paidAtDesk }: GivenBack): string | undefined {
  if (cancelRefund && bankDecides)
    return `${cancelRefund} is due to you. Your bank is looking into the charge: once it has decided, either the bank or we give it back.`;
  if (cancelRefund) return `We are sending ${cancelRefund} back to the card you paid with.`;
  return paidAtDesk ? 'What you paid at the club, the club gives back if it is due.' : undefined;
}

const comesBack = ({ refund }: RefundFacts) => `${refund} goes back to you; there is nothing you need to do.`;

function late(because: LateReason | null): string {
  switch (because) {
    case 'court_taken':
      return 'The time to pay had run out, and when your payment came the court was no longer free.';
    case 'start_passed':
      return 'The time to pay had run out, and when your payment came the time of the reservation had passed.';
    case 'court_closed':
      return 'The time to pay had run out, and when your payment came the club no longer offered the court.';
    case 'cancelled':
      return 'When your payment came, the reservation was cancelled already.';
    case 'found_later':
      return 'We found a payment of yours for a reservation that no longer stands.';
    case 'booking_changed':
      return 'The reservation that you wanted to move changed while you paid, so we have not moved it.';
    case null:
      return 'When your payment came, the court could no longer be booked.';
  }
}

function court({ court }: RefundFacts): string[] {
  switch (court) {
    case 'theirs':
      return ['Your reservation stands.'];
    case 'never_theirs':
      return ['The court was not booked.'];
    case 'stayed_elsewhere':
      return ['Your reservation stays where it was.'];
    case 'given_up':
      return [];
  }
}

function refused({ failureReason }: RefundFacts): string {
  switch (failureReason) {
    case 'expired_or_canceled_card':
      return 'The card you paid with has expired or was cancelled.';
    case 'lost_or_stolen_card':
      return 'The card you paid with is reported as lost or stolen.';
    default:
      return 'Your bank did not take the refund.';
  }
}

const askTheClub = ({ clubName, clubPhone }: RefundFacts) =>
  `Agree with ${clubName}${clubPhone ? ` (${clubPhone})` : ''} on another way to receive it.`;
