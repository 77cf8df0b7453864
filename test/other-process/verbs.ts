import { sendSlotAlerts } from '@/lib/alerts/send-slot-alerts';
import { courtSlotsSchema, findCourtSlots } from '@/lib/availability/find-slots';
import { decideGivenBack } from '@/lib/backoffice/decide-given-back';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { deleteClub } from '@/lib/clubs/delete-club';
import { addPhoto } from '@/lib/clubs/photos/add-photo';
import { removePhotoFiles } from '@/lib/clubs/photos/remove-photo-files';
import { systemContext } from '@/lib/core/context';
import { Upload } from '@/lib/core/input/upload';
import { localTime } from '@/lib/core/time';
import { type MoveOwn, moveOwnBooking } from '@/lib/moves/move-own-booking';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { adoptIntent } from '@/lib/payments/adopt-intent';
import { bookCourt } from '@/lib/payments/book-court';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-abandoned-intent';
import { settlePayment } from '@/lib/payments/settle-payment';
import { processRefund } from '@/lib/refunds/process-refund';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { type HoldSlot, holdSlot } from '@/lib/reservations/hold-slot';
import { listEmailDomains } from '@/lib/services/resend/resend';
import { getIntent } from '@/lib/services/stripe/stripe';
import { processStripeEvent } from '@/lib/webhooks/process-stripe-event';
import { receiveMailEvent } from '@/lib/webhooks/receive-mail-event';
import { receiveStripeEvent } from '@/lib/webhooks/receive-stripe-event';
import type { Visitor } from '@/lib/core/context';
import { type Player, personContext, visitorContext } from '../factories';

const job = () => systemContext('other-process');

/** The verbs that another process can run. Arguments and results are JSON. */
export const VERBS = {
  book(player: Player, wanted: HoldSlot) {
    dropCatalogue();
    return bookCourt(personContext(player), wanted);
  },
  /** As this process knows its club, which it was told to forget or not. */
  hold: (player: Player, wanted: HoldSlot) => holdSlot(personContext(player), wanted),
  pricesOn: async (courtId: number, date: string, duration: number) => {
    const { slots } = await findCourtSlots(job(), courtSlotsSchema.parse({ courtId, date, duration }));
    return [...new Set(slots.map(({ priceMinor }) => priceMinor))];
  },
  /** Holds the first hour that it lists, and says what it listed and what it held it for. */
  holdFirst: async (player: Player, courtId: number, date: string) => {
    const { club, slots } = await findCourtSlots(
      job(),
      courtSlotsSchema.parse({ courtId, date, duration: 60 }),
    );
    const [first] = slots;
    if (!first) throw new Error(`no hour of ${date} is left`);
    const startTime = localTime(first.startsAt, club.timeZone);
    const wish = { courtId, date, startTime, durationMinutes: 60, participants: [], extras: [] };
    const held = await holdSlot(personContext(player), wish);
    return { listedMinor: first.priceMinor, heldMinor: held.priceMinor };
  },
  cancel: (player: Player, reservationId: string) =>
    cancelReservation(personContext(player), { reservationId }),
  moveOwn(player: Player, wanted: MoveOwn) {
    dropCatalogue();
    return moveOwnBooking(personContext(player), wanted);
  },
  moveAsGuest(visitor: Visitor, wanted: MoveOwn) {
    dropCatalogue();
    return moveOwnBooking(visitorContext(visitor), wanted);
  },
  settle: (intentId: string) => settlePayment(job(), intentId),
  adopt: async (intentId: string, reservationId: string) =>
    adoptIntent(job(), await getIntent(intentId), reservationId),
  cancelIntent: (paymentId: string) => cancelAbandonedIntent(job(), paymentId),
  expire: () => expireHolds(job()),
  receive: (body: string, signature: string) => receiveStripeEvent(body, signature),
  receiveMail: (body: string, headers: Record<string, string>) =>
    receiveMailEvent(job(), body, new Headers(headers)),
  process: (webhookEventId: number) => processStripeEvent(job(), webhookEventId),
  refund: (refundId: string) => processRefund(job(), refundId),
  decide: (operator: Player, reservationId: string, decision: 'cancel' | 'let_stand', missingMinor: number) =>
    decideGivenBack(personContext(operator), { reservationId, decision, missingMinor }),
  deleteClub: (operator: Player, clubId: number) => deleteClub(personContext(operator), String(clubId)),
  /** `picture` in base64. */
  addPhoto: async (operator: Player, clubId: number, picture: string) => {
    const file = new Upload(new Uint8Array(Buffer.from(picture, 'base64')));
    const alt = { es: 'Una pista', en: 'A court' };
    return (await addPhoto(personContext(operator), String(clubId), { file, alt, courtId: null })).id;
  },
  removePhotoFiles,
  pingMail: listEmailDomains,
  takeTurns() {
    dropCatalogue();
    return sendSlotAlerts(job());
  },
  deliver: (noticeId: string) => deliverNotice(job(), noticeId),
};

export type Verbs = typeof VERBS;
/** `atMs`: the instant at which it starts, for a race. */
export type Call = { id: number; verb: keyof Verbs; args: unknown[]; atMs?: number };
export type Answer = { id: number; value: unknown } | { id: number; error: string };
