import { z } from 'zod';
import { NOTICE_CHANNELS, NOTICE_KINDS, NOTICE_STATUSES } from '@/db/schema';
import { isoWithOffset } from '@/lib/core/time';
import { MESSAGE_OUTLOOKS, type MessageSent } from '@/lib/desk/messages/send-message';
import type { Message } from '@/lib/notices/messages/read-messages';
import { instant } from './members';

export const messageSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(NOTICE_KINDS),
    channel: z.enum(NOTICE_CHANNELS),
    status: z.enum(NOTICE_STATUSES),
    recipient: z.string(),
    name: z.string().nullable(),
    to_player: z.boolean().describe('Whether it is to a player on the list, and not to whoever booked.'),
    reservation_id: z.uuid().nullable(),
    starts_at: instant.nullable().describe('Of the game.'),
    created_at: instant,
    next_attempt_at: instant.nullable().describe('Only while it waits.'),
    sent_at: instant.nullable(),
    delivered_at: instant.nullable(),
    error: z.string().nullable().describe('Why it was not sent or did not arrive.'),
    note: z.string().nullable().describe('Of whoever called.'),
    subject: z.string().nullable().describe('As it went out, as the text.'),
    text: z.string().nullable(),
    resend_of: z.uuid().nullable(),
  })
  .describe('A message of a club, most of them about one of its bookings.');

export function messageShape(message: Message) {
  const tell = (at: Date | null) => at && isoWithOffset(at.getTime(), message.timeZone);
  const { id, kind, channel, status, recipient, name } = message;
  return {
    id,
    kind,
    channel,
    status,
    recipient,
    name,
    to_player: message.isPlayer,
    reservation_id: message.reservationId,
    starts_at: tell(message.startsAt),
    created_at: tell(message.createdAt),
    next_attempt_at: status === 'pending' ? tell(message.nextAttemptAt) : null,
    sent_at: tell(message.sentAt),
    delivered_at: tell(message.deliveredAt),
    error: message.lastError,
    note: message.callNote,
    subject: message.sentSubject,
    text: message.sentText,
    resend_of: message.resendOf,
  };
}

export const sentMessageSchema = z
  .strictObject({
    email: z.int().describe('How many it reaches by mail.'),
    sms: z.int(),
    people: z.array(
      z.strictObject({
        name: z.string().nullable().describe('Null for a booking of nobody known.'),
        user_id: z.uuid().optional(),
        customer_id: z.uuid().optional(),
        outlook: z.enum(MESSAGE_OUTLOOKS).describe('How it goes, or why it does not.'),
      }),
    ),
  })
  .describe('Whom a message of a club reaches, each person once.');

export const sentMessageShape = ({ people }: MessageSent) => ({
  email: people.filter(({ outlook }) => outlook === 'email').length,
  sms: people.filter(({ outlook }) => outlook === 'sms').length,
  people: people.map(({ name, userId, customerId, outlook }) => ({
    name,
    ...(userId && { user_id: userId }),
    ...(customerId && { customer_id: customerId }),
    outlook,
  })),
});
