import { Text } from '@react-email/components';
import type { Locale } from '@/lib/core/context';
import { MailButton, MailLayout, mailText } from '@/lib/services/resend/mail-layout';

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

type Props = { locale: Locale; purpose: SignInPurpose; url: string };

/** The mail with a link that proves the mailbox. It shows nothing that a stranger typed into the form. */
export function SignInMail({ locale, purpose, url }: Props) {
  const words = signInWords(locale, purpose);
  return (
    <MailLayout locale={locale} preheader={words.lead} title={words.title} why={words.ignore}>
      <Text className="ink" style={{ ...mailText.ink, margin: '16px 0 0' }}>
        {words.lead}
      </Text>
      <MailButton href={url}>{words.button}</MailButton>
      <Text className="soft" style={{ ...mailText.soft, margin: '20px 0 0' }}>
        {words.once}
      </Text>
    </MailLayout>
  );
}
