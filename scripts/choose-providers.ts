import { EnvError, type EnvGroup, isConfigured, isLiveKey } from '@/lib/core/env';
import { PLAYABLE, type Playable, PROVIDERS, type Provider } from '@/sandbox/providers';

const GROUP_OF: Record<Provider, EnvGroup> = {
  stripe: 'payment',
  resend: 'email',
  twilio: 'sms',
  redis: 'cache',
  inngest: 'jobs',
  directory: 'directory',
};

/**
 * The providers that `PISTA_SANDBOX` asks the sandbox to play.
 * @throws EnvError for an unknown name, in production without ALLOW_SANDBOX=1, and beside a live Stripe key
 */
export function chooseProviders(source: NodeJS.ProcessEnv): Playable[] {
  const names = (source.PISTA_SANDBOX ?? '').split(',').map((name) => name.trim());
  const chosen = names.includes('all')
    ? PLAYABLE.filter((provider) => provider !== 's3' || names.includes(provider))
    : PLAYABLE.filter((provider) => names.includes(provider));
  const unknown = names.filter((name) => !['', 'all', ...PLAYABLE].includes(name));
  if (unknown.length > 0) {
    throw new EnvError(`PISTA_SANDBOX names "${unknown.join()}"; it knows all, ${PLAYABLE.join(', ')}`);
  }
  if (chosen.length === 0) return [];
  if (source.NODE_ENV === 'production' && source.ALLOW_SANDBOX !== '1') {
    throw new EnvError('PISTA_SANDBOX needs ALLOW_SANDBOX=1 when NODE_ENV is production');
  }
  if (isLiveKey(source.STRIPE_SECRET_KEY ?? '')) {
    throw new EnvError('PISTA_SANDBOX is refused beside a live STRIPE_SECRET_KEY');
  }
  return chosen;
}

/** The requested providers and, outside production, those that are not fully configured. */
export function chooseMissingProviders(source: NodeJS.ProcessEnv): Playable[] {
  const missing = PROVIDERS.filter((provider) =>
    provider === 'directory' ? !source.CLUB_DIRECTORY_URL : !isConfigured(GROUP_OF[provider], source),
  );
  const tiles = source.MAP_TILES_URL ? [] : ['tiles'];
  const identity = source.GOOGLE_CLIENT_ID || source.APPLE_CLIENT_ID ? [] : ['identity'];
  const played = [source.PISTA_SANDBOX, ...missing, ...tiles, ...identity].join();
  return chooseProviders({ ...source, PISTA_SANDBOX: played });
}
