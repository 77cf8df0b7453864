import { Link, Section, Text } from '@react-email/components';
import type { ReactNode } from 'react';
import type { Locale } from '@/lib/core/context';
import { bookingCode } from '@/lib/core/booking-code';
import { assertNever } from '@/lib/core/errors';
import { type GameContent, hasPage, type ReservationFacts, type SlotFacts } from '@/lib/notices/notice-facts';
import { MailButton, MailLayout, MailPicture, mailLine, mailText } from '@/lib/services/resend/mail-layout';
import { picturesIn } from '@/lib/notices/pictures/mail-pictures';
import { termsInWords } from './terms-in-words';
import { labelsOf, wordsOf } from './words';

type Props = { about: GameContent; locale: Locale; stopUrl: string | null };

/** The mail of a notice about a game: title, when and where, what happened, the facts as a list, what to do next. */
export function NoticeMail({ about, locale, stopUrl }: Props) {
  const { title, body, preheader } = wordsOf(about, locale);
  const label = labelsOf(locale);
  const isSlot = about.kind === 'slot_freed';
  const pictures = picturesIn(about);
  return (
    <MailLayout
      locale={locale}
      preheader={preheader ?? body.join(' ')}
      title={title}
      picture={pictures.includes('court') && <Court about={about} />}
      why={isSlot || about.kind === 'waitlist_offer' ? label.whyAlert : label.why}
      stop={stopUrl === null ? null : { href: stopUrl, words: label.stop }}
    >
      <When label={label} about={about} />
      <Text className="ink" style={{ ...mailText.ink, margin: '16px 0 8px' }}>
        {label.hello(about.facts.playerName)}
      </Text>
      {body.map((paragraph) => (
        <Text key={paragraph} className="ink" style={{ ...mailText.ink, margin: '0 0 8px' }}>
          {paragraph}
        </Text>
      ))}
      <Rows rows={isSlot ? slotRows(label, about.facts) : reservationRows(label, about, locale)} />
      <Next label={label} about={about} />
    </MailLayout>
  );
}

type Label = ReturnType<typeof labelsOf>;

const Court = ({ about }: { about: GameContent }) => (
  <Section style={{ marginBottom: 20 }}>
    <MailPicture id="court" width={516} alt={about.kind === 'slot_freed' ? '' : about.facts.courtName} />
  </Section>
);

function When({ label, about }: { label: Label; about: GameContent }) {
  const { date, dateInWords, startTime, zoneName } = about.facts;
  const [hours, place] =
    about.kind === 'slot_freed'
      ? [startTime, about.facts.place]
      : [`${startTime}–${about.facts.endTime}`, `${about.facts.clubName}, ${about.facts.courtName}`];
  return (
    <>
      <Text
        className="ink"
        style={{ ...mailText.ink, fontSize: 17, fontWeight: 600, lineHeight: '26px', margin: '8px 0 0' }}
      >
        <time dateTime={date}>
          {capitalised(dateInWords)}, <span style={{ whiteSpace: 'nowrap' }}>{hours}</span>
        </time>
      </Text>
      <Text className="soft" style={{ ...mailText.soft, margin: 0 }}>
        {place}
        <br />
        {label.clubTime(zoneName)}
      </Text>
    </>
  );
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The kinds about a game that stands. */
const AHEAD: readonly GameContent['kind'][] = [
  'reservation_confirmation',
  'reservation_reminder',
  'reservation_moved',
];

type Row = { name: string; value: ReactNode };
type AboutReservation = Exclude<GameContent, { kind: 'slot_freed' }>;

function reservationRows(label: Label, about: AboutReservation, locale: Locale): Row[] {
  const { kind, facts } = about;
  const isOfBooker = facts.readBy !== 'player';
  return [
    {
      name: label.where,
      value: (
        <>
          {facts.address}
          <br />
          <MailLink href={facts.mapUrl}>{label.map}</MailLink>
        </>
      ),
    },
    { name: label.duration, value: `${facts.durationMinutes} ${label.minutes}` },
    ...(isOfBooker ? [{ name: label.price, value: `${facts.price}, ${label.vat}` }] : []),
    ...(isOfBooker && facts.terms && AHEAD.includes(kind)
      ? [{ name: label.cancelling, value: termsInWords(facts.terms, locale) }]
      : []),
    ...(picturesIn(about).includes('code')
      ? [{ name: label.code, value: <Code label={label} id={facts.reservationId} /> }]
      : []),
  ];
}

function Code({ label, id }: { label: Label; id: string }) {
  const code = bookingCode(id);
  return (
    <>
      <strong style={{ fontWeight: 600, letterSpacing: 1 }}>{code}</strong>, {label.forDesk}
      <br />
      <MailPicture id="code" width={148} alt={`${label.code} ${code}`} />
    </>
  );
}

const slotRows = (label: Label, { durationMinutes }: SlotFacts): Row[] => [
  { name: label.duration, value: `${durationMinutes} ${label.minutes}` },
];

function Rows({ rows }: { rows: readonly Row[] }) {
  const cell = { ...mailLine, padding: '10px 0', verticalAlign: 'top' } as const;
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      style={{ borderCollapse: 'collapse', marginTop: 16 }}
    >
      <tbody>
        {rows.map(({ name, value }) => (
          <tr key={name}>
            <td className="soft line" style={{ ...mailText.soft, ...cell, paddingRight: 16, width: 88 }}>
              {name}
            </td>
            <td className="ink line" style={{ ...mailText.ink, ...cell }}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MailLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="ink" style={{ ...mailText.ink, fontWeight: 600, textDecoration: 'underline' }}>
    {children}
  </Link>
);

function Next({ label, about }: { label: Label; about: GameContent }) {
  switch (about.kind) {
    case 'reservation_confirmation':
    case 'reservation_reminder':
    case 'reservation_moved':
      return <Change label={label} facts={about.facts} />;
    case 'payment_too_late':
    case 'reservation_cancelled':
      return <MailButton href={about.facts.searchUrl}>{label.search}</MailButton>;
    case 'player_removed':
      return null;
    case 'player_left':
    case 'shares_charged':
    case 'shares_refused':
    case 'club_closed':
    case 'payment_mismatch':
    case 'payment_duplicate':
    case 'payment_refunded':
    case 'refund_failed':
      return <Open label={label} facts={about.facts} />;
    case 'player_invited':
      return (
        <MailButton href={about.facts.gameUrl}>
          {about.facts.hasAccepted ? label.decline : label.answer}
        </MailButton>
      );
    case 'payment_due':
      return <MailButton href={about.facts.payUrl}>{label.pay(about.facts.due)}</MailButton>;
    case 'slot_freed':
      return <MailButton href={about.facts.searchUrl}>{label.see}</MailButton>;
    case 'waitlist_offer':
      return <MailButton href={about.facts.checkoutUrl}>{label.take}</MailButton>;
    default:
      return assertNever(about);
  }
}

type Step = { label: Label; facts: ReservationFacts };

/** The page of the reservation, which opens only for whoever booked online. */
const Open = ({ label, facts }: Step) =>
  hasPage(facts) && <MailButton href={facts.reservationUrl}>{label.open}</MailButton>;

function Change({ label, facts }: Step) {
  if (facts.readBy === 'player') return null;
  return (
    <>
      <Open label={label} facts={facts} />
      <Text className="ink" style={{ ...mailText.ink, margin: '16px 0 0' }}>
        {hasPage(facts) ? (
          <MailLink href={facts.cancelUrl}>{label.cancel}</MailLink>
        ) : (
          label.askClub(facts.clubName, facts.clubPhone)
        )}
      </Text>
    </>
  );
}
