import { afterEach, expect, test, vi } from 'vitest';
import { PROVIDERS } from './providers';
import { startSandbox } from './start';

afterEach(() => {
  vi.unstubAllEnvs();
});

const appUrl = 'http://127.0.0.1:9';

test.each(['sk_live_abc', 'rk_live_abc'])('beside the live key %s nothing is played', async (key) => {
  vi.stubEnv('STRIPE_SECRET_KEY', key);
  await expect(startSandbox({ providers: ['redis'], appUrl })).rejects.toThrow('live key');
});

test('only what is asked for is started and told', async () => {
  const sandbox = await startSandbox({ providers: ['resend', 'directory', 'resend'], appUrl });
  expect(sandbox.env).toEqual({
    RESEND_BASE_URL: sandbox.urls.resend,
    RESEND_API_KEY: 're_sandbox_key',
    RESEND_WEBHOOK_SECRET: expect.stringMatching(/^whsec_/),
    EMAIL_FROM: 'Pista <hola@pista.test>',
    CLUB_DIRECTORY_URL: sandbox.urls.directory,
  });
  await sandbox.close();
  await expect(fetch(`${sandbox.urls.resend}/`)).rejects.toThrow('fetch failed');
});

test('all six are played at once, each on its own origin', async () => {
  const sandbox = await startSandbox({ providers: PROVIDERS, appUrl: () => appUrl });
  expect(new Set(Object.values(sandbox.urls)).size).toBe(PROVIDERS.length);
  expect(sandbox.env.STRIPE_JS_URL).toBe(`${sandbox.urls.stripe}/stripe.js`);
  await sandbox.close();
});

test('a text message lies in the same inbox as the mails', async () => {
  const { urls, env, close } = await startSandbox({ providers: ['resend', 'twilio'], appUrl });
  const account = `${env.TWILIO_ACCOUNT_SID}:${env.TWILIO_AUTH_TOKEN}`;
  await fetch(`${urls.twilio}/2010-04-01/Accounts/${env.TWILIO_ACCOUNT_SID}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(account)}` },
    body: new URLSearchParams({ To: '+34611223344', From: '+34600000000', Body: 'Hola' }),
  });
  const inbox = await (await fetch(`${urls.resend}/_control/messages`)).json();
  expect(inbox.messages).toMatchObject([{ channel: 'sms', text: 'Hola' }]);
  await close();
});

test('a port that is taken fails the start and stops what had started', async () => {
  const first = await startSandbox({ providers: ['resend', 'directory'], appUrl });
  const ports = {
    resend: Number(new URL(first.urls.resend ?? '').port),
    directory: Number(new URL(first.urls.directory ?? '').port),
  };
  await first.close();
  const other = await startSandbox({ providers: ['resend'], appUrl, ports });
  const second = startSandbox({ providers: ['directory', 'resend'], appUrl, ports });
  await expect(second).rejects.toThrow('EADDRINUSE');
  await expect(fetch(`${first.urls.directory}/clubs`)).rejects.toThrow('fetch failed');
  await other.close();
});
