import { Text } from '@react-email/components';
import type { Locale } from '@/lib/core/context';
import type { ClubRefusalContent } from '@/lib/notices/notice-facts';
import { MailLayout, mailText } from '@/lib/services/resend/mail-layout';
import { labelsOf, wordsOf } from './words';

type Props = { about: ClubRefusalContent; locale: Locale };

/** The mail to who asked for a club that Pista does not take in. */
export function ClubRefusalMail({ about, locale }: Props) {
  const { title, body } = wordsOf(about, locale);
  return (
    <MailLayout
      locale={locale}
      preheader={body.join(' ')}
      title={title}
      why={labelsOf(locale).whyClubRequest}
    >
      {body.map((paragraph) => (
        <Text key={paragraph} className="ink" style={{ ...mailText.ink, margin: '16px 0 8px' }}>
          {paragraph}
        </Text>
      ))}
    </MailLayout>
  );
}
