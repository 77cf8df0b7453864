import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

/** Asks the browser to sign in by a passkey. Null where nobody confirms it, or there is none. */
export const signByPasskey = (optionsJSON: PublicKeyCredentialRequestOptionsJSON): Promise<string | null> =>
  answered(startAuthentication({ optionsJSON }));

/** Asks the browser to make a passkey. Null where nobody confirms it, or the device has one of this account. */
export const makePasskey = (optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<string | null> =>
  answered(startRegistration({ optionsJSON }));

/** Browsers do not say why, so that a page learns nothing of other accounts. */
const answered = (ceremony: Promise<object>): Promise<string | null> =>
  ceremony.then(
    (answer) => JSON.stringify(answer),
    () => null,
  );
