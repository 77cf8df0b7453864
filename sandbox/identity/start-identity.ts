import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { interactionPolicy } from 'oidc-provider';
import { z } from 'zod';
import { Faults } from '../faults';
import { SANDBOX_KEYS } from '../providers';
import { keepInMemory } from './keep-in-memory';
import { portOf, readBody, type Running } from '../serve';

type Options = { port: number; appUrl: () => string };

const person = z.object({
  email: z.string().min(1),
  name: z.string(),
  /** The tick that says that the mailbox was verified. */
  verified: z.literal('on').optional(),
});
type Person = z.infer<typeof person>;

/**
 * Plays Google and Apple as OpenID providers, by `oidc-provider`. Its page asks at each sign-in who it is, by which
 * address, and whether that one is verified.
 */
export async function startIdentity({ port, appUrl }: Options): Promise<Running> {
  const people = new Map<string, Person>();
  let provider: Provider | undefined;
  const server = createServer((incoming, outgoing) => {
    // The address of the app may be known only now.
    provider ??= createProvider(url, appUrl(), people);
    answer(provider, people, incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${portOf(server)}`;
  return {
    url,
    faults: new Faults(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createProvider(issuer: string, appUrl: string, people: ReadonlyMap<string, Person>): Provider {
  const client = (id: 'google' | 'apple', client_id: string, client_secret: string) => ({
    client_id,
    client_secret,
    redirect_uris: [`${appUrl}/api/auth/callback/${id}`],
  });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(issuer, {
    clients: [
      client('google', SANDBOX_KEYS.GOOGLE_CLIENT_ID, SANDBOX_KEYS.GOOGLE_CLIENT_SECRET),
      {
        ...client('apple', SANDBOX_KEYS.APPLE_CLIENT_ID, SANDBOX_KEYS.APPLE_CLIENT_SECRET),
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    adapter: keepInMemory(),
    ttl: {
      Interaction: 600,
      Grant: 600,
      Session: 600,
      AuthorizationCode: 60,
      AccessToken: 600,
      IdToken: 600,
    },
    cookies: { keys: ['sandbox'] },
    scopes: ['openid', 'email', 'profile', 'name'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Both providers put them there.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { policy: askEachTime(), url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => claimsOf(sub, people.get(sub)) }),
    loadExistingGrant: async ({ oidc }) => {
      const accountId = oidc.session?.accountId;
      const clientId = oidc.client?.clientId;
      if (!accountId || !clientId) return undefined;
      const grant = new oidc.provider.Grant({ accountId, clientId });
      grant.addOIDCScope('openid email profile name');
      await grant.save();
      return grant;
    },
  });
}

/** Somebody else may sign in next in the same browser. */
function askEachTime() {
  const policy = interactionPolicy.base();
  const asks = new interactionPolicy.Check(
    'each_time',
    'the sandbox asks each time',
    ({ oidc }) => oidc.result?.login === undefined,
  );
  policy.get('login')?.checks.add(asks);
  return policy;
}

const claimsOf = (sub: string, known: Person | undefined) => ({
  sub,
  email: known?.email,
  name: known?.name,
  email_verified: known?.verified === 'on',
});

async function answer(
  provider: Provider,
  people: Map<string, Person>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (!incoming.url?.startsWith('/interaction/')) return provider.callback()(incoming, outgoing);
  if (incoming.method !== 'POST') {
    outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
    return;
  }
  const form = new URLSearchParams((await readBody(incoming)).toString('utf8'));
  const given = person.parse(Object.fromEntries(form));
  const accountId = createHash('sha256').update(given.email).digest('hex');
  people.set(accountId, given);
  return provider.interactionFinished(incoming, outgoing, { login: { accountId } });
}

const PAGE = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>The sandbox’s sign-in</title>
<form method="post"><h1>Who are you?</h1>
<p><label>Email <input name="email" required></label></p>
<p><label>Name <input name="name"></label></p>
<p><label><input type="checkbox" name="verified" checked> The mailbox is verified</label></p>
<p><button>Sign in</button></p></form></html>`;
