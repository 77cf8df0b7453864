import { render, toPlainText } from '@react-email/render';
import type { Locale } from '@/lib/core/context';
import {
  type AccountContent,
  type Content,
  type GameContent,
  hasPage,
  type SeriesContent,
} from '@/lib/notices/notice-facts';
import { AccountMail } from './account-mail';
import { ClubMessageMail } from './club-message-mail';
import { clubText } from './club-message-words';
import { ClubRefusalMail } from './club-refusal-mail';
import { InvitationMail } from './invitation-mail';
import { NoticeMail } from './notice-mail';
import { SeriesMail } from './series-mail';
import { fitSegments } from './text-segments';
import { labelsOf, wordsOf } from './words';

/**
 * One notice as a mail: subject, HTML, and the same in plain text. `stopUrl` is the page on which its kind can be
 * refused.
 */
export async function renderNotice(about: Content, locale: Locale, stopUrl: string | null = null) {
  const html = await render(mailOf(about, locale, stopUrl));
  return { subject: wordsOf(about, locale).subject, html, text: toPlainText(html) };
}

function mailOf(about: Content, locale: Locale, stopUrl: string | null) {
  if (isAboutAccount(about)) return <AccountMail about={about} locale={locale} />;
  if (about.kind === 'staff_invited') return <InvitationMail about={about} locale={locale} />;
  if (about.kind === 'club_refused') return <ClubRefusalMail about={about} locale={locale} />;
  if (about.kind === 'club_message') return <ClubMessageMail about={about} locale={locale} />;
  if (isAboutSeries(about)) return <SeriesMail about={about} locale={locale} />;
  return <NoticeMail about={about} locale={locale} stopUrl={stopUrl} />;
}

const isAboutAccount = (about: Content): about is AccountContent => 'accountUrl' in about.facts;

const isAboutSeries = (about: Content): about is SeriesContent => 'dates' in about.facts;

/** One notice as a text message: title, place and time, and the link. Long names are shortened. */
export function renderText(about: Content, locale: Locale): string {
  if (about.kind === 'club_message') return clubText(about.facts);
  const { title } = wordsOf(about, locale);
  if (isAboutAccount(about)) return `${title}. ${about.facts.accountUrl}`;
  if (about.kind === 'staff_invited') return `${title}. ${about.facts.acceptUrl}`;
  if (about.kind === 'club_refused') return `${title}.`;
  if (isAboutSeries(about)) return seriesText(about, locale);
  const { shortDay, startTime } = about.facts;
  const place = about.kind === 'slot_freed' ? about.facts.place : about.facts.clubName;
  return fitSegments(place, (shown) =>
    `${title}: ${shown}, ${shortDay}, ${startTime}. ${whereTo(about)}`.trimEnd(),
  );
}

function seriesText({ facts, ...about }: SeriesContent, locale: Locale): string {
  const { title } = wordsOf({ ...about, facts }, locale);
  const since = labelsOf(locale).since(`${facts.shortDay}, ${facts.startTime}`);
  const where = facts.readBy === 'account' ? facts.bookingsUrl : (facts.clubPhone ?? '');
  return fitSegments(facts.clubName, (shown) => `${title}. ${shown}, ${since}. ${where}`.trimEnd());
}

/** The page of the matter. Who has no account reads the club's number instead. */
function whereTo(about: GameContent): string {
  switch (about.kind) {
    case 'slot_freed':
      return about.facts.searchUrl;
    case 'payment_due':
      return about.facts.payUrl;
    case 'waitlist_offer':
      return about.facts.checkoutUrl;
    default:
      return hasPage(about.facts) ? about.facts.reservationUrl : (about.facts.clubPhone ?? '');
  }
}
