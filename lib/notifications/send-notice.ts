import { env } from '@/lib/env';
import { assertNever } from '@/lib/errors';
import { sendEmail } from '@/lib/services/resend';
import { sendSms } from '@/lib/services/twilio';
import { calendarFile } from './calendar-file';
import type { Content, Notice, ReservationFacts } from './notice-facts';
import { renderNotice, renderText } from './templates/render-notice';

/**
 * Sends what a notice says by its channel; a mail goes under the notice's key, which Resend sends once.
 * Returns the provider's id of the message.
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
      to: notice.recipient,
      ...content,
      attachments: about.kind === 'reservation_confirmation' ? [invitation(about.facts)] : [],
      tags: { notice_id: notice.id, kind: notice.kind },
    },
    `notice/${notice.id}`,
  );
}

const invitation = (game: ReservationFacts) => ({
  filename: 'pista.ics',
  content: calendarFile(game),
  contentType: 'text/calendar',
});

const text = (notice: Notice, about: Content) =>
  sendSms({
    to: notice.recipient,
    body: renderText(about, notice.locale),
    statusCallbackUrl: new URL(
      `/api/v1/notifications/twilio-webhook?notice_id=${notice.id}`,
      env().NEXTAUTH_URL,
    ).href,
  });
