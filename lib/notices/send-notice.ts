import { env } from '@/lib/core/env';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { assertNever } from '@/lib/core/errors';
import { LAST_ADDRESS, unseal } from '@/lib/core/seal';
import { sendEmail } from '@/lib/services/resend/resend';
import { sendSms } from '@/lib/services/twilio/twilio';
import { type CalendarMessage, calendarFile } from './calendar/calendar-file';
import { mailChoiceToken } from './mail-choice';
import { picturePartsOf } from './pictures/mail-pictures';
import type { Content, Notice, ReservationFacts } from './notice-facts';
import { renderNotice, renderText } from './templates/render-notice';

/**
 * Sends a notice by its channel; a mail goes under the notice's key, which Resend sends once. Returns the provider's
 * id of the message, and what it said if a club may read it.
 * @throws ProviderRefusal, or AppError service_unavailable while the provider is away
 */
export async function sendNotice(notice: Notice, about: Content): Promise<Sent> {
  switch (notice.channel) {
    case 'email':
      return mail(notice, about);
    case 'sms':
      return text(notice, about);
    case 'call':
      throw new Error('a call is made by people');
    default:
      return assertNever(notice.channel);
  }
}

type Sent = { providerId: string; sentSubject: string | null; sentText: string | null };

async function mail(notice: Notice, about: Content): Promise<Sent> {
  const token = mailChoiceToken(notice);
  const stopUrl = token && siteUrl(sitePaths.mailChoice(token), notice.locale).href;
  const content = await renderNotice(about, notice.locale, stopUrl);
  const { id: providerId } = await sendEmail(
    {
      to: addressOf(notice),
      sender: senderOf(about),
      reference: notice.id,
      ...content,
      // Without its language, where a POST comes from a mail program (`proxy.ts`).
      unsubscribeUrl: token && new URL(sitePaths.mailChoice(token), env().NEXTAUTH_URL).href,
      attachments: [...attachmentsOf(notice, about), ...(await picturePartsOf(about))],
      tags: { notice_id: notice.id, kind: notice.kind },
    },
    `notice/${notice.id}`,
  );
  return { providerId, ...kept(notice, [secretUrlOf(about), stopUrl], content.subject, content.text) };
}

/** The club, where it is about something at one. */
function senderOf({ facts }: Content) {
  return 'clubEmail' in facts ? { name: facts.clubName, replyTo: facts.clubEmail } : null;
}

const LONGEST_KEPT = 8_000;

/** The words for the pages of the club, without the secret of a link. What no club sent is not kept. */
function kept(
  { clubId }: Notice,
  secretUrls: readonly (string | null)[],
  subject: string | null,
  text: string,
) {
  if (clubId === null) return { sentSubject: null, sentText: null };
  const shown = secretUrls.reduce<string>(
    (said, secret) => (secret === null ? said : said.replaceAll(secret, secret.replace(/[^/]*$/, '…'))),
    text,
  );
  return { sentSubject: subject, sentText: shown.slice(0, LONGEST_KEPT) };
}

function secretUrlOf(about: Content): string | null {
  switch (about.kind) {
    case 'player_invited':
      return about.facts.gameUrl;
    case 'payment_due':
      return about.facts.payUrl;
    case 'staff_invited':
      return about.facts.acceptUrl;
    default:
      return null;
  }
}

/** The calendar file that adds the game, moves it or removes it. */
function attachmentsOf(notice: Notice, about: Content) {
  switch (about.kind) {
    case 'reservation_confirmation':
    case 'reservation_moved':
    case 'player_invited':
      return [calendarPart(notice, about.facts, 'REQUEST')];
    case 'player_removed':
      return [calendarPart(notice, about.facts, 'CANCEL')];
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

async function text(notice: Notice, about: Content): Promise<Sent> {
  const body = renderText(about, notice.locale);
  const statusCallbackUrl = new URL(
    `/api/v1/notifications/twilio-webhook?notice_id=${notice.id}`,
    env().NEXTAUTH_URL,
  ).href;
  const { sid: providerId } = await sendSms({
    to: notice.recipient,
    body,
    statusCallbackUrl,
    expiresAt: notice.expiresAt,
  });
  return { providerId, ...kept(notice, [secretUrlOf(about)], null, body) };
}
