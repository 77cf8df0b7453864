import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Html,
  Img,
  Link,
  Preview,
  Section,
  Text,
} from '@react-email/components';
import type { ReactNode } from 'react';
import type { Locale } from '@/lib/core/context';

const FONT = 'Inter, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';

/** The tokens of `globals.css` in both themes as hex, which every mail program reads. */
const LIGHT = {
  paper: '#fbfaf7',
  card: '#ffffff',
  ink: '#141b24',
  soft: '#4a505a',
  line: '#dfe1e5',
  court: '#006cc4',
  onCourt: '#ffffff',
};
const DARK: typeof LIGHT = {
  paper: '#0e1116',
  card: '#161a21',
  ink: '#f1f0ec',
  soft: '#b6bac0',
  line: '#2c3038',
  court: '#60aaf3',
  onCourt: '#0e1116',
};

/** Programs without media queries keep the light theme. Outlook's apps mark darkened elements with `data-ogsc`. */
const dark = (prefix: string) => `
${prefix} .paper, ${prefix} .paper > table > tbody > tr > td { background-color: ${DARK.paper} !important }
${prefix} .card { background-color: ${DARK.card} !important; border-color: ${DARK.line} !important }
${prefix} .ink { color: ${DARK.ink} !important }
${prefix} .soft { color: ${DARK.soft} !important }
${prefix} .line { border-color: ${DARK.line} !important }
${prefix} .go { background-color: ${DARK.court} !important; color: ${DARK.onCourt} !important }`;
const STYLE = `:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {${dark('')} }${dark('[data-ogsc]')}`;

type LayoutProps = {
  locale: Locale;
  /** The text beside the subject in a list of mails, which should add to it. */
  preheader: string;
  title: string;
  /** What is shown above the title. */
  picture?: ReactNode;
  /** Why somebody has this mail. */
  why: string;
  /** The page on which such mails can be refused, and the words of its link. */
  stop?: { href: string; words: string } | null;
  children: ReactNode;
};

/** The layout of every mail, in both colour schemes. */
export function MailLayout({ locale, preheader, title, picture, why, stop = null, children }: LayoutProps) {
  return (
    <Html lang={locale}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{STYLE}</style>
      </Head>
      <Body className="paper" style={{ backgroundColor: LIGHT.paper, fontFamily: FONT, margin: 0 }}>
        <Preview>{preheader}</Preview>
        <Container style={{ maxWidth: 560, padding: '24px 12px 32px' }}>
          <Text
            className="ink"
            style={{ ...mailText.ink, fontSize: 17, fontWeight: 600, margin: '0 8px 16px' }}
          >
            Pista
          </Text>
          <Section className="card" style={card}>
            {picture}
            <Heading className="ink" style={{ ...mailText.ink, fontSize: 28, lineHeight: '34px', margin: 0 }}>
              {title}
            </Heading>
            {children}
          </Section>
          <Text className="soft" style={{ ...mailText.soft, fontSize: 13, margin: '16px 8px 0' }}>
            {why}
            {stop && (
              <>
                {' '}
                <Link href={stop.href} className="soft" style={{ ...mailText.soft, fontSize: 13 }}>
                  {stop.words}
                </Link>
              </>
            )}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

const card = {
  backgroundColor: LIGHT.card,
  border: `1px solid ${LIGHT.line}`,
  borderRadius: 14,
  padding: '24px 20px',
};

/** Each needs the class of its name beside it, which darkens it. */
export const mailText = {
  ink: { color: LIGHT.ink, fontSize: 15, lineHeight: '24px' },
  soft: { color: LIGHT.soft, fontSize: 15, lineHeight: '24px' },
} as const;

/** A thin line above the element that has this style. Its class is `line`. */
export const mailLine = { borderTop: `1px solid ${LIGHT.line}` } as const;

/** A picture that comes with the mail under that content id. */
export const MailPicture = ({ id, alt, width }: { id: string; alt: string; width: number }) => (
  <Img
    src={`cid:${id}`}
    alt={alt}
    width={width}
    style={{ borderRadius: 10, height: 'auto', maxWidth: '100%' }}
  />
);

/** The button for the next step. */
export const MailButton = ({ href, children }: { href: string; children: ReactNode }) => (
  <Button
    href={href}
    className="go"
    style={{
      backgroundColor: LIGHT.court,
      borderRadius: 10,
      boxSizing: 'border-box',
      color: LIGHT.onCourt,
      display: 'block',
      fontSize: 17,
      fontWeight: 600,
      marginTop: 20,
      padding: '14px 20px',
      textAlign: 'center',
      width: '100%',
    }}
  >
    {children}
  </Button>
);
