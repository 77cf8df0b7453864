import type { AccountNoticeKind } from '@/db/schema';
import type { Locale } from '@/lib/core/context';
import type { AccountFacts } from '@/lib/notices/notice-facts';
import type { Words } from './notice-copy-types';

type SayAccount = Record<AccountNoticeKind, (facts: AccountFacts) => Words>;

/** The words of notices about an account, in each language. */
export const ACCOUNT_WORDS: Record<Locale, SayAccount> = {
  es: {
    password_changed: (f) => ({
      subject: 'Tu contraseña de Pista ha cambiado',
      title: 'Tu contraseña ha cambiado',
      body: [
        `La cambiaste el ${f.dateInWords} a las ${f.time} (${f.zoneName}). Se han cerrado todas tus sesiones.`,
        'Si no fuiste tú, entra con un enlace a tu correo, elige otra contraseña y anula tus claves de API.',
      ],
    }),
    api_key_created: (f) => ({
      subject: `Nueva clave de API en Pista: ${f.keyName}`,
      title: 'Nueva clave de API',
      body: [
        `La clave «${f.keyName}» se creó el ${f.dateInWords} a las ${f.time} (${f.zoneName}). Quien la tenga actúa en tu nombre.`,
        'Si no fuiste tú, anúlala en tu cuenta y cambia la contraseña.',
      ],
    }),
    second_factor_on: (f) => ({
      subject: 'Segundo factor activado en Pista',
      title: 'Segundo factor activado',
      body: [
        `Desde el ${f.dateInWords} a las ${f.time} (${f.zoneName}) tu cuenta pide también un código de tu aplicación.`,
        'Guarda tus códigos de recuperación donde los encuentres sin el teléfono. Si no fuiste tú, responde a este correo.',
      ],
    }),
    second_factor_off: (f) => ({
      subject: 'Segundo factor desactivado en Pista',
      title: 'Segundo factor desactivado',
      body: [
        `Desde el ${f.dateInWords} a las ${f.time} (${f.zoneName}) tu cuenta ya no pide un código.`,
        'Si no fuiste tú, cambia la contraseña y actívalo otra vez.',
      ],
    }),
    recovery_code_used: (f) => ({
      subject: 'Se ha usado un código de recuperación de Pista',
      title: 'Se ha usado un código de recuperación',
      body: [
        `Se usó el ${f.dateInWords} a las ${f.time} (${f.zoneName}). ${leftEs(f.codesLeft)}`,
        'Si no fuiste tú, cambia la contraseña y crea códigos nuevos.',
      ],
    }),
    recovery_codes_renewed: (f) => ({
      subject: 'Nuevos códigos de recuperación en Pista',
      title: 'Nuevos códigos de recuperación',
      body: [
        `Se crearon el ${f.dateInWords} a las ${f.time} (${f.zoneName}). Los anteriores ya no sirven.`,
        'Si no fuiste tú, cambia la contraseña y crea otros.',
      ],
    }),
    passkey_added: (f) => ({
      subject: 'Nueva llave de acceso en Pista',
      title: 'Nueva llave de acceso',
      body: [
        `Se añadió a tu cuenta el ${f.dateInWords} a las ${f.time} (${f.zoneName}). Con ella se entra sin contraseña.`,
        'Si no fuiste tú, quítala en tu cuenta y cambia la contraseña.',
      ],
    }),
    passkey_removed: (f) => ({
      subject: 'Llave de acceso quitada en Pista',
      title: 'Llave de acceso quitada',
      body: [
        `Se quitó de tu cuenta el ${f.dateInWords} a las ${f.time} (${f.zoneName}). Ya no sirve para entrar.`,
        'Si no fuiste tú, cambia la contraseña, que cierra todas tus sesiones.',
      ],
    }),
    identity_linked: (f) => ({
      subject: `Ya entras en Pista con ${f.keyName}`,
      title: `Ya entras con ${f.keyName}`,
      body: [
        `Desde el ${f.dateInWords} a las ${f.time} (${f.zoneName}) tu cuenta de ${f.keyName} abre la de Pista.`,
        'Si no fuiste tú, responde a este correo.',
      ],
    }),
    identity_unlinked: (f) => ({
      subject: `Ya no entras en Pista con ${f.keyName}`,
      title: `Ya no entras con ${f.keyName}`,
      body: [
        `El ${f.dateInWords} a las ${f.time} (${f.zoneName}) se quitó de tu cuenta la entrada con ${f.keyName}.`,
        'Si no fuiste tú, cambia la contraseña, que cierra todas tus sesiones.',
      ],
    }),
    operator_granted: (f) => ({
      subject: 'Ya puedes llevar Pista',
      title: 'Ya puedes llevar Pista',
      body: [
        `Desde el ${f.dateInWords} a las ${f.time} (${f.zoneName}) tu cuenta es de quienes llevan Pista. Entra de nuevo para empezar.`,
        'Si no lo esperabas, responde a este correo.',
      ],
    }),
    account_erased: (f) => ({
      subject: 'Tu cuenta de Pista está borrada',
      title: 'Tu cuenta está borrada',
      body: [
        `Se borró el ${f.dateInWords} a las ${f.time} (${f.zoneName}), con tu nombre, tu correo y tu teléfono. Este es nuestro último mensaje.`,
        'Si no fuiste tú, responde a este correo.',
      ],
    }),
  },
  en: {
    password_changed: (f) => ({
      subject: 'Your Pista password has changed',
      title: 'Your password has changed',
      body: [
        `You changed it on ${f.dateInWords} at ${f.time} (${f.zoneName}). All your sessions have ended.`,
        'If it was not you, sign in with a mailed link, choose another password and revoke your API keys.',
      ],
    }),
    api_key_created: (f) => ({
      subject: `New API key at Pista: ${f.keyName}`,
      title: 'New API key',
      body: [
        `The key “${f.keyName}” was created on ${f.dateInWords} at ${f.time} (${f.zoneName}). Whoever has it acts in your name.`,
        'If it was not you, revoke it in your account and change your password.',
      ],
    }),
    second_factor_on: (f) => ({
      subject: 'Second factor turned on at Pista',
      title: 'Second factor turned on',
      body: [
        `Since ${f.dateInWords} at ${f.time} (${f.zoneName}) your account also asks for a code of your app.`,
        'Keep your recovery codes where you find them without your phone. If it was not you, answer this mail.',
      ],
    }),
    second_factor_off: (f) => ({
      subject: 'Second factor turned off at Pista',
      title: 'Second factor turned off',
      body: [
        `Since ${f.dateInWords} at ${f.time} (${f.zoneName}) your account asks for no code any more.`,
        'If it was not you, change your password and turn it on again.',
      ],
    }),
    recovery_code_used: (f) => ({
      subject: 'A recovery code of Pista was used',
      title: 'A recovery code was used',
      body: [
        `It was used on ${f.dateInWords} at ${f.time} (${f.zoneName}). ${leftEn(f.codesLeft)}`,
        'If it was not you, change your password and make new codes.',
      ],
    }),
    recovery_codes_renewed: (f) => ({
      subject: 'New recovery codes at Pista',
      title: 'New recovery codes',
      body: [
        `They were made on ${f.dateInWords} at ${f.time} (${f.zoneName}). The old ones are worth nothing any more.`,
        'If it was not you, change your password and make others.',
      ],
    }),
    passkey_added: (f) => ({
      subject: 'New passkey at Pista',
      title: 'New passkey',
      body: [
        `It was added to your account on ${f.dateInWords} at ${f.time} (${f.zoneName}). It signs in without a password.`,
        'If it was not you, remove it in your account and change your password.',
      ],
    }),
    passkey_removed: (f) => ({
      subject: 'A passkey of Pista was removed',
      title: 'Passkey removed',
      body: [
        `It was removed from your account on ${f.dateInWords} at ${f.time} (${f.zoneName}). It signs nobody in any more.`,
        'If it was not you, change your password, which ends all your sessions.',
      ],
    }),
    identity_linked: (f) => ({
      subject: `You sign in to Pista with ${f.keyName} now`,
      title: `You sign in with ${f.keyName} now`,
      body: [
        `Since ${f.dateInWords} at ${f.time} (${f.zoneName}) your ${f.keyName} account opens that of Pista.`,
        'If it was not you, answer this mail.',
      ],
    }),
    identity_unlinked: (f) => ({
      subject: `You no longer sign in to Pista with ${f.keyName}`,
      title: `You no longer sign in with ${f.keyName}`,
      body: [
        `On ${f.dateInWords} at ${f.time} (${f.zoneName}) the sign-in with ${f.keyName} was removed from your account.`,
        'If it was not you, change your password, which ends all your sessions.',
      ],
    }),
    operator_granted: (f) => ({
      subject: 'You can run Pista now',
      title: 'You can run Pista now',
      body: [
        `Since ${f.dateInWords} at ${f.time} (${f.zoneName}) your account is one of those that run Pista. Sign in anew to begin.`,
        'If you did not expect this, answer this mail.',
      ],
    }),
    account_erased: (f) => ({
      subject: 'Your Pista account is erased',
      title: 'Your account is erased',
      body: [
        `It was erased on ${f.dateInWords} at ${f.time} (${f.zoneName}), with your name, mail and phone. This is our last message.`,
        'If it was not you, answer this mail.',
      ],
    }),
  },
};

function leftEs(count: number): string {
  if (count === 0) return 'No te queda ninguno.';
  return count === 1 ? 'Te queda uno.' : `Te quedan ${count}.`;
}

function leftEn(count: number): string {
  if (count === 0) return 'None is left.';
  return count === 1 ? 'One is left.' : `${count} are left.`;
}
