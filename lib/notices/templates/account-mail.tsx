import { Text } from '@react-email/components';
import type { Locale } from '@/lib/core/context';
import type { AccountContent } from '@/lib/notices/notice-facts';
import { MailButton, MailLayout, mailText } from '@/lib/services/resend/mail-layout';
import { labelsOf, wordsOf } from './words';

type Props = { about: AccountContent; locale: Locale };

/** The mail of a notice about an account: what happened and when, and what to do if it was somebody else. */
export function AccountMail({ about, locale }: Props) {
  const { title, body } = wordsOf(about, locale);
  const label = labelsOf(locale);
  return (
    <MailLayout locale={locale} preheader={body.join(' ')} title={title} why={label.whyAccount}>
      <Text className="ink" style={{ ...mailText.ink, margin: '16px 0 8px' }}>
        {label.hello(about.facts.playerName)}
      </Text>
      {body.map((paragraph) => (
        <Text key={paragraph} className="ink" style={{ ...mailText.ink, margin: '0 0 8px' }}>
          {paragraph}
        </Text>
      ))}
      {about.kind !== 'account_erased' && (
        <MailButton href={about.facts.accountUrl}>{label.account}</MailButton>
      )}
    </MailLayout>
  );
}
