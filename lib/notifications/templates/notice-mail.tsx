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
import { assertNever } from '@/lib/errors';
import type { Locale } from '@/lib/context';
import type { Content, ReservationFacts, SlotFacts } from '../notice-facts';
import { labelsOf, wordsOf } from './words';

const font = 'Inter, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const ink = '#1b2330';
const muted = '#5a6472';
const blue = '#1f66b5';

type Props = { about: Content; locale: Locale };

/** Every notice by mail: one title, what happened, the facts as a list, what to do next. */
export function NoticeMail({ about, locale }: Props) {
  const words = wordsOf(about, locale);
  const label = labelsOf(locale);
  return (
    <Html lang={locale}>
      <Head />
      <Preview>{words.subject}</Preview>
      <Body style={{ backgroundColor: '#faf9f6', color: ink, fontFamily: font, margin: 0 }}>
        <Container style={{ maxWidth: 560, padding: '32px 20px' }}>
          <Text style={{ fontWeight: 600, letterSpacing: '0.02em', margin: '0 0 24px' }}>Pista</Text>
          <Heading style={{ fontSize: 28, lineHeight: '34px', margin: '0 0 16px' }}>{words.title}</Heading>
          <Text style={{ fontSize: 15, margin: '0 0 8px' }}>{label.hello(about.facts.playerName)}</Text>
          {words.body.map((paragraph) => (
            <Text key={paragraph} style={{ fontSize: 15, lineHeight: '22px', margin: '0 0 12px' }}>
              {paragraph}
            </Text>
          ))}
          {about.kind === 'slot_freed' ? (
            <SlotRows label={label} facts={about.facts} />
          ) : (
            <ReservationRows label={label} facts={about.facts} />
          )}
          <Next label={label} about={about} />
          <Hr style={{ borderColor: '#e4e1da', margin: '28px 0 16px' }} />
          <Text style={{ color: muted, fontSize: 13, margin: 0 }}>
            {about.kind === 'slot_freed' ? label.whyAlert : label.why}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

type Label = ReturnType<typeof labelsOf>;

function ReservationRows({ label, facts }: { label: Label; facts: ReservationFacts }) {
  const rows: Row[] = [
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
    <Rows rows={rows}>
      <Text style={rowStyle}>
        {facts.address} ·{' '}
        <Link href={facts.mapUrl} style={{ color: blue }}>
          {label.map}
        </Link>
      </Text>
    </Rows>
  );
}

function SlotRows({ label, facts }: { label: Label; facts: SlotFacts }) {
  const rows: Row[] = [
    [label.city, facts.city],
    [
      label.when,
      <time key="when" dateTime={facts.date}>
        {facts.dateInWords}, {facts.startTime}, {label.clubTime(facts.zoneName)}
      </time>,
    ],
    [label.duration, `${facts.durationMinutes} ${label.minutes}`],
  ];
  return <Rows rows={rows} />;
}

type Row = [string, React.ReactNode];
const rowStyle = { fontSize: 15, lineHeight: '22px', margin: '8px 0' };

function Rows({ rows, children }: { rows: readonly Row[]; children?: React.ReactNode }) {
  return (
    <Section style={{ border: '1px solid #e4e1da', borderRadius: 10, margin: '16px 0', padding: '8px 20px' }}>
      {rows.map(([name, value]) => (
        <Text key={name} style={rowStyle}>
          <span style={{ color: muted }}>{name}: </span>
          {value}
        </Text>
      ))}
      {children}
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

function Next({ label, about }: { label: Label; about: Content }) {
  switch (about.kind) {
    case 'reservation_confirmation':
    case 'reservation_reminder':
      return (
        <Section>
          <Button href={about.facts.reservationUrl} style={button}>
            {label.open}
          </Button>
          <Text style={{ fontSize: 15, margin: '16px 0 0' }}>
            <Link href={about.facts.cancelUrl} style={{ color: blue }}>
              {label.cancel}
            </Link>
          </Text>
        </Section>
      );
    case 'payment_too_late':
    case 'reservation_cancelled':
      return (
        <Button href={about.facts.searchUrl} style={button}>
          {label.search}
        </Button>
      );
    case 'club_closed':
    case 'payment_mismatch':
    case 'payment_duplicate':
    case 'payment_refunded':
    case 'refund_failed':
      return (
        <Button href={about.facts.reservationUrl} style={button}>
          {label.open}
        </Button>
      );
    case 'slot_freed':
      return (
        <Button href={about.facts.searchUrl} style={button}>
          {label.see}
        </Button>
      );
    default:
      return assertNever(about);
  }
}
