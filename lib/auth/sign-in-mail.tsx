import { Body, Button, Container, Head, Heading, Html, Preview, Text } from '@react-email/components';
import type { Locale } from '@/lib/context';

export type SignInPurpose = 'sign_in' | 'sign_up';

const WORDS = {
  es: {
    sign_in: {
      subject: 'Tu enlace para entrar en Pista',
      title: 'Entra en Pista',
      lead: 'Pulsa el botón y entras, sin contraseña.',
      button: 'Entrar',
    },
    sign_up: {
      subject: 'Confirma tu correo en Pista',
      title: 'Confirma tu correo',
      lead: 'Pulsa el botón y tu cuenta queda lista.',
      button: 'Confirmar y entrar',
    },
    once: 'El enlace sirve una vez y caduca en 15 minutos.',
    ignore: 'Si no lo has pedido tú, no hagas nada: sin pulsar el botón no pasa nada.',
  },
  en: {
    sign_in: {
      subject: 'Your link to sign in to Pista',
      title: 'Sign in to Pista',
      lead: 'Press the button and you are in, without a password.',
      button: 'Sign in',
    },
    sign_up: {
      subject: 'Confirm your e-mail at Pista',
      title: 'Confirm your e-mail',
      lead: 'Press the button and your account is ready.',
      button: 'Confirm and sign in',
    },
    once: 'The link works once and expires in 15 minutes.',
    ignore: 'If you did not ask for it, do nothing: without the button nothing happens.',
  },
} as const satisfies Record<Locale, object>;

export const signInWords = (locale: Locale, purpose: SignInPurpose) => ({
  ...WORDS[locale][purpose],
  once: WORDS[locale].once,
  ignore: WORDS[locale].ignore,
});

const font = 'Inter, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const paragraph = { fontSize: 15, lineHeight: '22px', margin: '0 0 16px' };
const button = {
  backgroundColor: '#1f66b5',
  borderRadius: 10,
  color: '#ffffff',
  fontSize: 15,
  padding: '12px 20px',
};

type Props = { locale: Locale; purpose: SignInPurpose; url: string };

/** The mail with a link that proves the mailbox. It repeats nothing a stranger may have typed into the form. */
export function SignInMail({ locale, purpose, url }: Props) {
  const words = signInWords(locale, purpose);
  return (
    <Html lang={locale}>
      <Head />
      <Preview>{words.lead}</Preview>
      <Body style={{ backgroundColor: '#faf9f6', color: '#1b2330', fontFamily: font, margin: 0 }}>
        <Container style={{ maxWidth: 560, padding: '32px 20px' }}>
          <Text style={{ fontWeight: 600, letterSpacing: '0.02em', margin: '0 0 24px' }}>Pista</Text>
          <Heading style={{ fontSize: 28, lineHeight: '34px', margin: '0 0 16px' }}>{words.title}</Heading>
          <Text style={paragraph}>{words.lead}</Text>
          <Button href={url} style={button}>
            {words.button}
          </Button>
          <Text style={{ ...paragraph, marginTop: 24 }}>{words.once}</Text>
          <Text style={{ color: '#5a6472', fontSize: 13, margin: 0 }}>{words.ignore}</Text>
        </Container>
      </Body>
    </Html>
  );
}
