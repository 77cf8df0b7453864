import { Text } from '@react-email/components';
import type { Locale } from '@/lib/core/context';
import type { InvitationContent } from '@/lib/notices/notice-facts';
import { MailButton, MailLayout, mailText } from '@/lib/services/resend/mail-layout';
import { labelsOf, wordsOf } from './words';

type Props = { about: InvitationContent; locale: Locale };

/** The mail of an invitation to a club's team: who invites to what, until when, and the link. */
export function InvitationMail({ about, locale }: Props) {
  const { title, body, preheader } = wordsOf(about, locale);
  const label = labelsOf(locale);
  return (
    <MailLayout
      locale={locale}
      preheader={preheader ?? body.join(' ')}
      title={title}
      why={label.whyInvitation}
    >
      {body.map((paragraph) => (
        <Text key={paragraph} className="ink" style={{ ...mailText.ink, margin: '16px 0 8px' }}>
          {paragraph}
        </Text>
      ))}
      <MailButton href={about.facts.acceptUrl}>{label.invitation}</MailButton>
    </MailLayout>
  );
}
