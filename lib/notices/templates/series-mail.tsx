import { Link, Text } from '@react-email/components';
import type { Locale } from '@/lib/core/context';
import type { SeriesContent, SeriesDateFacts } from '@/lib/notices/notice-facts';
import { MailButton, MailLayout, mailLine, mailText } from '@/lib/services/resend/mail-layout';
import { labelsOf, wordsOf } from './words';

type Props = { about: SeriesContent; locale: Locale };

/** The mail about dates of a series: what happened, each date with its court and price, where, and what to do next. */
export function SeriesMail({ about, locale }: Props) {
  const { facts } = about;
  const { title, body } = wordsOf(about, locale);
  const label = labelsOf(locale);
  return (
    <MailLayout locale={locale} preheader={body.join(' ')} title={title} why={label.why}>
      {[label.hello(facts.playerName), ...body].map((paragraph) => (
        <Text key={paragraph} className="ink" style={{ ...mailText.ink, margin: '16px 0 8px' }}>
          {paragraph}
        </Text>
      ))}
      <Dates dates={facts.dates} total={`${facts.total}, ${label.vat}`} label={label} />
      <Text className="soft" style={{ ...mailText.soft, margin: '16px 0 0' }}>
        {facts.clubName}, {facts.address}
        <br />
        <Link
          href={facts.mapUrl}
          className="ink"
          style={{ ...mailText.ink, fontWeight: 600, textDecoration: 'underline' }}
        >
          {label.map}
        </Link>
        <br />
        {label.clubTime(facts.zoneName)}
      </Text>
      <Next about={about} label={label} />
    </MailLayout>
  );
}

type Label = ReturnType<typeof labelsOf>;

const cell = { ...mailLine, padding: '10px 0', verticalAlign: 'top' } as const;
const amount = { ...cell, paddingLeft: 16, textAlign: 'right', whiteSpace: 'nowrap' } as const;

function Dates({ dates, total, label }: { dates: readonly SeriesDateFacts[]; total: string; label: Label }) {
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: 'collapse', marginTop: 16 }}>
      <tbody>
        {dates.map(({ reservationId, dateInWords, hours, courtName, price }) => (
          <tr key={reservationId}>
            <td className="ink line" style={{ ...mailText.ink, ...cell }}>
              {dateInWords}
              <br />
              {hours}, {courtName}
            </td>
            <td className="ink line" style={{ ...mailText.ink, ...amount }}>
              {price}
            </td>
          </tr>
        ))}
        <tr>
          <th
            scope="row"
            className="ink line"
            style={{ ...mailText.ink, ...cell, fontWeight: 600, textAlign: 'left' }}
          >
            {label.total}
          </th>
          <td className="ink line" style={{ ...mailText.ink, ...amount, fontWeight: 600 }}>
            {total}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Next({ about: { kind, facts }, label }: { about: SeriesContent; label: Label }) {
  if (facts.readBy === 'account') return <MailButton href={facts.bookingsUrl}>{label.openAll}</MailButton>;
  if (kind === 'series_cancelled' || kind === 'series_closed') return null;
  return (
    <Text className="ink" style={{ ...mailText.ink, margin: '16px 0 0' }}>
      {label.askClubAboutDates(facts.clubName, facts.clubPhone)}
    </Text>
  );
}
