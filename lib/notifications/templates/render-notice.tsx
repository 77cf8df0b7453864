import { render, toPlainText } from '@react-email/render';
import type { Locale } from '@/lib/context';
import type { Content } from '../notice-facts';
import { NoticeMail } from './notice-mail';
import { fitSegments } from './text-segments';
import { wordsOf } from './words';

/** One notice as a mail: subject, HTML, and the same in plain text. */
export async function renderNotice(about: Content, locale: Locale) {
  const html = await render(<NoticeMail about={about} locale={locale} />);
  return { subject: wordsOf(about, locale).subject, html, text: toPlainText(html) };
}

/** One notice as a text message: the title, where and when, and the link; of a long name as much as fits. */
export function renderText(about: Content, locale: Locale): string {
  const { title } = wordsOf(about, locale);
  const { shortDay, startTime } = about.facts;
  const [place, url] =
    about.kind === 'slot_freed'
      ? [about.facts.city, about.facts.searchUrl]
      : [about.facts.clubName, about.facts.reservationUrl];
  return fitSegments(place, (shown) => `${title}: ${shown}, ${shortDay}, ${startTime}. ${url}`);
}
