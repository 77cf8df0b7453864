import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Section,
  Text,
} from '@react-email/components';
import type { NoticeKind } from '@/db/schema';
import { assertNever } from '@/lib/errors';
import type { Locale } from '@/lib/context';
import type { NoticeFacts } from '../notice-facts';
import { labelsOf, wordsOf } from './words';

const font = 'Inter, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const ink = '#1b2330';
const muted = '#5a6472';
const blue = '#1f66b5';

type Props = { kind: NoticeKind; locale: Locale; facts: NoticeFacts };

/** Every mail about a reservation: one title, what happened, the facts as a list, what to do next. */
export function NoticeMail({ kind, locale, facts }: Props) {
  const words = wordsOf(kind, locale, facts);
  const label = labelsOf(locale);
  return (
    <Html lang={locale}>
      <Head />
      <Preview>{words.subject}</Preview>
      <Body style={{ backgroundColor: '#faf9f6', color: ink, fontFamily: font, margin: 0 }}>
        <Container style={{ maxWidth: 560, padding: '32px 20px' }}>
          <Text style={{ fontWeight: 600, letterSpacing: '0.02em', margin: '0 0 24px' }}>Pista</Text>
          <Heading style={{ fontSize: 28, lineHeight: '34px', margin: '0 0 16px' }}>{words.title}</Heading>
          <Text style={{ fontSize: 15, margin: '0 0 8px' }}>{label.hello(facts.playerName)}</Text>
          {words.body.map((paragraph) => (
            <Text key={paragraph} style={{ fontSize: 15, lineHeight: '22px', margin: '0 0 12px' }}>
              {paragraph}
            </Text>
          ))}
          <Facts label={label} facts={facts} />
          <Next kind={kind} label={label} facts={facts} />
          <Hr style={{ borderColor: '#e4e1da', margin: '28px 0 16px' }} />
          <Text style={{ color: muted, fontSize: 13, margin: 0 }}>{label.why}</Text>
        </Container>
      </Body>
    </Html>
  );
}

type Part = { label: ReturnType<typeof labelsOf>; facts: NoticeFacts };

function Facts({ label, facts }: Part) {
  const rows: [string, React.ReactNode][] = [
    [label.club, facts.clubName],
    [label.court, facts.courtName],
    [
      label.when,
      <time key="when" dateTime={facts.date}>
        {facts.dateInWords}, {facts.startTime}–{facts.endTime}, {label.clubTime(facts.zoneName)}
      </time>,
    ],
    [label.duration, `${facts.durationMinutes} ${label.minutes}`],
    [label.price, facts.price],
  ];
  return (
    <Section style={{ border: '1px solid #e4e1da', borderRadius: 10, margin: '16px 0', padding: '8px 20px' }}>
      {rows.map(([name, value]) => (
        <Text key={name} style={{ fontSize: 15, lineHeight: '22px', margin: '8px 0' }}>
          <span style={{ color: muted }}>{name}: </span>
          {value}
        </Text>
      ))}
      <Text style={{ fontSize: 15, lineHeight: '22px', margin: '8px 0' }}>
        {facts.address} ·{' '}
        <Link href={facts.mapUrl} style={{ color: blue }}>
          {label.map}
        </Link>
      </Text>
    </Section>
  );
}

const button = {
  backgroundColor: blue,
  borderRadius: 10,
  color: '#ffffff',
  fontSize: 15,
  padding: '12px 20px',
};

function Next({ kind, label, facts }: Part & { kind: NoticeKind }) {
  switch (kind) {
    case 'reservation_confirmation':
    case 'reservation_reminder':
      return (
        <Section>
          <Button href={facts.reservationUrl} style={button}>
            {label.open}
          </Button>
          <Text style={{ fontSize: 15, margin: '16px 0 0' }}>
            <Link href={facts.cancelUrl} style={{ color: blue }}>
              {label.cancel}
            </Link>
          </Text>
        </Section>
      );
    case 'payment_too_late':
    case 'payment_mismatch':
    case 'reservation_cancelled':
    case 'club_closed':
      return (
        <Button href={facts.searchUrl} style={button}>
          {label.search}
        </Button>
      );
    case 'payment_refunded':
    case 'refund_failed':
      return (
        <Button href={facts.reservationUrl} style={button}>
          {label.open}
        </Button>
      );
    default:
      return assertNever(kind);
  }
}
