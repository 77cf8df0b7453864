import type { AuthOptions, Session } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import type { EmailConfig } from 'next-auth/providers/email';
import { env } from '@/lib/core/env';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { emailAddress } from '@/lib/core/input/email-address';
import { HOME, safePath } from '@/lib/core/input/safe-path';
import { log } from '@/lib/core/log';
import { isHttps } from '@/lib/core/origin';
import { authAdapter } from './adapter';
import { allowSignIn } from './allow-sign-in';
import { endSessions } from './end-sessions';
import { findPerson } from './find-person';
import { isCurrent, missingProof } from './identify';
import { sealKnownBrowser } from './known-browser';
import { identityProviders } from './identities/identity-providers';
import { sendSignInMail } from './links/send-sign-in-mail';
import { SIGN_IN_LINK_SECONDS } from './links/sign-in-link';
import { localeOfPath } from '@/lib/core/i18n/locale-of-path';
import { noteSignIn } from './note-sign-in';
import { passkeyProvider } from './passkeys/passkey-provider';
import { passwordProvider } from './password-provider';
import {
  callbackCookieName,
  cookieOptions,
  csrfCookieName,
  identityCookieNames,
  readSignUpCookie,
  sessionCookieName,
} from './session-cookie';
import { isLiveSession, lifeOf, SESSION_SECONDS, sessionClaims } from './session-token';

type Visit = {
  headers: Headers;
  /** Stores the sealed sign of a browser in which an account was opened. */
  keepKnown: (sealed: string) => void;
};

/** next-auth's options for one request: sessions, cookies, CSRF, password, passkey, magic link and other sites. */
export function authOptions({ headers, keepKnown }: Visit): AuthOptions {
  const { signIn } = sitePaths;
  const maxAge = SESSION_SECONDS.player.idle;
  return {
    secret: env().NEXTAUTH_SECRET,
    adapter: authAdapter(readSignUpCookie(headers)),
    providers: [passwordProvider(), passkeyProvider(), emailProvider(), ...identityProviders()],
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    pages: { signIn, error: signIn, verifyRequest: signIn, signOut: HOME },
    useSecureCookies: isHttps(),
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookieOptions() },
      csrfToken: { name: csrfCookieName(), options: cookieOptions() },
      callbackUrl: { name: callbackCookieName(), options: cookieOptions() },
      ...awayCookies(),
    },
    callbacks: {
      signIn: allowSignIn(headers),
      redirect: ({ url, baseUrl }) => baseUrl + (safePath(url) ?? HOME),
      // The token is written once, at sign-in. `session.update` would let the browser choose its content.
      jwt: ({ token, user, account, trigger }) =>
        user && trigger !== 'update' ? beginSession(user.id, account?.provider) : token,
      session: ({ session, token }) => describeSession(session, token),
    },
    events: {
      signIn: ({ user }) => {
        if (user.email) keepKnown(sealKnownBrowser(user.email));
      },
      signOut: ({ token }) => endSessionOf(token),
    },
    logger: {
      error: (code, metadata) => log().warn({ code, err: metadata }, 'next-auth'),
      warn: (code) => log().debug({ code }, 'next-auth'),
      debug: () => {},
    },
  };
}

const AWAY_SECONDS = 15 * 60;

/** What a browser keeps while it is at another site to sign in. */
function awayCookies() {
  const options = { ...cookieOptions(), maxAge: AWAY_SECONDS };
  const { pkceCodeVerifier, state, nonce } = identityCookieNames();
  return {
    pkceCodeVerifier: { name: pkceCodeVerifier, options },
    state: { name: state, options },
    nonce: { name: nonce, options },
  };
}

/** next-auth's own e-mail provider would require nodemailer. */
function emailProvider(): EmailConfig {
  return {
    id: 'email',
    type: 'email',
    name: 'Email',
    server: '',
    from: env().EMAIL_FROM,
    maxAge: SIGN_IN_LINK_SECONDS,
    options: {},
    normalizeIdentifier: (address) => emailAddress.parse(address),
    sendVerificationRequest: ({ identifier, token, url }) => {
      const callbackUrl = new URL(url).searchParams.get('callbackUrl');
      const locale = localeOfPath(callbackUrl);
      return sendSignInMail({ email: identifier, token, locale, callbackUrl, purpose: 'sign_in' });
    },
  };
}

async function beginSession(userId: string, provider: string | undefined): Promise<JWT> {
  const account = await findPerson(userId);
  if (!account) throw new Error('somebody who is gone signed in');
  // An authenticator that verifies its user is two factors at once: the device, and a PIN or a biometric.
  const byPasskey = provider === 'passkey';
  // With a second factor it is `signInWithCode` that completes the sign-in.
  if (!account.hasFactor || byPasskey) await noteSignIn(userId, new Date());
  const startedAt = Math.floor(Date.now() / 1000);
  return {
    sub: userId,
    startedAt,
    ...((byPasskey || provider === 'password') && { provenAt: startedAt }),
    ...(byPasskey && { factorAt: startedAt }),
    life: lifeOf(account),
    sessionVersion: account.sessionVersion,
  };
}

/**
 * Throws for a session that has ended, and next-auth then clears the cookie. A session without a required proof names
 * nobody.
 */
async function describeSession(session: Session, token: JWT): Promise<Session> {
  const claims = sessionClaims.parse(token);
  const account = await findPerson(claims.sub);
  if (!account || !isCurrent(claims, account) || !isLiveSession(claims, new Date())) {
    throw new Error('this session has ended');
  }
  if (missingProof(claims, account) !== null) return { expires: session.expires };
  return { expires: session.expires, user: { name: account.name, email: account.email } };
}

async function endSessionOf(token: JWT): Promise<void> {
  const claims = sessionClaims.safeParse(token);
  if (claims.success) await endSessions(claims.data.sub, claims.data.sessionVersion);
}
