import { render, toPlainText } from '@react-email/render';
import type { Locale } from '@/lib/context';
import type { Content } from '../notice-facts';
import { NoticeMail } from './notice-mail';
import { wordsOf } from './words';

/** One notice as a mail: subject, HTML, and the same in plain text. */
export async function renderNotice(about: Content, locale: Locale) {
  const html = await render(<NoticeMail about={about} locale={locale} />);
  return { subject: wordsOf(about, locale).subject, html, text: toPlainText(html) };
}

/** One notice as a text message: the title, where and when, and the link, within two segments. */
export function renderText(about: Content, locale: Locale): string {
  const { title } = wordsOf(about, locale);
  if (about.kind === 'slot_freed') {
    const { city, date, startTime, searchUrl } = about.facts;
    return `${title}: ${city}, ${date} ${startTime}. ${searchUrl}`;
  }
  const { clubName, courtName, date, startTime, reservationUrl } = about.facts;
  return `${title}: ${clubName}, ${courtName}, ${date} ${startTime}. ${reservationUrl}`;
}
