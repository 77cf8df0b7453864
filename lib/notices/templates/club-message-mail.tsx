import { Text } from '@react-email/components';
import type { Locale } from '@/lib/core/context';
import type { ClubMessageContent } from '@/lib/notices/notice-facts';
import { MailLayout, mailText } from '@/lib/services/resend/mail-layout';
import { labelsOf, wordsOf } from './words';

type Props = { about: ClubMessageContent; locale: Locale };

/** The mail of a message that staff of a club wrote: its words as text, and how to answer. */
export function ClubMessageMail({ about: { facts, ...about }, locale }: Props) {
  const { title, body } = wordsOf({ ...about, facts }, locale);
  const label = labelsOf(locale);
  const paragraphs = [label.hello(facts.playerName), ...body];
  return (
    <MailLayout locale={locale} preheader={body.join(' ')} title={title} why={label.whyClub(facts.clubName)}>
      {paragraphs.map((paragraph, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never change places
        <Text key={at} className="ink" style={{ ...mailText.ink, margin: '16px 0 8px' }}>
          {paragraph}
        </Text>
      ))}
      <Text className="soft" style={{ ...mailText.soft, margin: '16px 0 8px' }}>
        {label.answerClub(facts.clubName, facts.clubPhone)}
      </Text>
    </MailLayout>
  );
}
