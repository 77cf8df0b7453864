import { render } from '@react-email/render';
import type { NoticeKind } from '@/db/schema';
import type { Locale } from '@/lib/context';
import type { NoticeFacts } from '../notice-facts';
import { NoticeMail } from './notice-mail';
import { wordsOf } from './words';

/** One notice as a mail: subject, HTML, and the same in plain text. */
export async function renderNotice(kind: NoticeKind, locale: Locale, facts: NoticeFacts) {
  const mail = <NoticeMail kind={kind} locale={locale} facts={facts} />;
  const [html, text] = await Promise.all([render(mail), render(mail, { plainText: true })]);
  return { subject: wordsOf(kind, locale, facts).subject, html, text };
}

/** One notice as a text message: the title, where and when, and the link, within two segments. */
export function renderText(kind: NoticeKind, locale: Locale, facts: NoticeFacts): string {
  const { title } = wordsOf(kind, locale, facts);
  return `${title}: ${facts.clubName}, ${facts.courtName}, ${facts.date} ${facts.startTime}. ${facts.reservationUrl}`;
}
