import { env } from '@/lib/core/env';
import { assertNever } from '@/lib/core/errors';
import { LAST_ADDRESS, unseal } from '@/lib/core/seal';
import { sendEmail } from '@/lib/services/resend/resend';
import { sendSms } from '@/lib/services/twilio/twilio';
import { type CalendarMessage, calendarFile } from './calendar/calendar-file';
import type { Content, Notice, ReservationFacts } from './notice-facts';
import { renderNotice, renderText } from './templates/render-notice';

/**
 * Sends a notice by its channel; a mail goes under the notice's key, which Resend sends once. Returns the provider's
 * id of the message.
 * @throws ProviderRefusal, or AppError service_unavailable while the provider is away
 */
export async function sendNotice(notice: Notice, about: Content): Promise<string> {
  switch (notice.channel) {
    case 'email':
      return (await mail(notice, about)).id;
    case 'sms':
      return (await text(notice, about)).sid;
    case 'call':
      throw new Error('a call is made by people');
    default:
      return assertNever(notice.channel);
  }
}

async function mail(notice: Notice, about: Content): Promise<{ id: string }> {
  const content = await renderNotice(about, notice.locale);
  return sendEmail(
    {
      to: addressOf(notice),
      ...content,
      attachments: attachmentsOf(notice, about),
      tags: { notice_id: notice.id, kind: notice.kind },
    },
    `notice/${notice.id}`,
  );
}

/** The calendar file that adds the game, moves it or removes it. */
function attachmentsOf(notice: Notice, about: Content) {
  switch (about.kind) {
    case 'reservation_confirmation':
    case 'reservation_moved':
    case 'player_invited':
      return [calendarPart(notice, about.facts, 'REQUEST')];
    case 'reservation_cancelled':
    case 'club_closed':
      return about.facts.court === 'given_up' ? [calendarPart(notice, about.facts, 'CANCEL')] : [];
    default:
      return [];
  }
}

/** Stamped with the notice's own time, so that a second try under its key is the same mail. */
function calendarPart(notice: Notice, game: ReservationFacts, method: CalendarMessage['method']) {
  const attendee = { name: game.playerName, email: notice.recipient };
  return {
    filename: 'pista.ics',
    content: calendarFile(game, { method, attendee, stampedAt: notice.createdAt }),
    contentType: `text/calendar; method=${method}; charset=utf-8`,
  };
}
/** The address of an erased account stays sealed until the last mail was sent. */
const addressOf = ({ kind, recipient }: Notice): string =>
  kind === 'account_erased' ? unseal(LAST_ADDRESS, recipient) : recipient;

const text = (notice: Notice, about: Content) =>
  sendSms({
    to: notice.recipient,
    body: renderText(about, notice.locale),
    statusCallbackUrl: new URL(
      `/api/v1/notifications/twilio-webhook?notice_id=${notice.id}`,
      env().NEXTAUTH_URL,
    ).href,
  });
