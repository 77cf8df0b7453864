import { describe, expect, it } from 'vitest';
import { EnvError } from '@/lib/core/env';
import { chooseMissingProviders, chooseProviders } from './choose-providers';

const redis = {
  UPSTASH_REDIS_REST_URL: 'https://eu1.upstash.example',
  UPSTASH_REDIS_REST_TOKEN: 'a-real-token',
};

describe('chooseProviders', () => {
  it.each([
    ['', []],
    ['inngest', ['inngest']],
    ['resend, stripe', ['stripe', 'resend']],
    ['all', ['stripe', 'resend', 'twilio', 'redis', 'inngest', 'directory', 'tiles', 'identity']],
  ])('plays what PISTA_SANDBOX=%j asks for', (value, expected) => {
    expect(chooseProviders({ NODE_ENV: 'test', PISTA_SANDBOX: value })).toEqual(expected);
  });

  it.each([
    [{ PISTA_SANDBOX: 'strype' }, 'PISTA_SANDBOX names "strype"'],
    [{ PISTA_SANDBOX: 'all', NODE_ENV: 'production' }, 'needs ALLOW_SANDBOX=1'],
    [{ PISTA_SANDBOX: 'resend', STRIPE_SECRET_KEY: 'sk_live_1' }, 'refused beside a live STRIPE_SECRET_KEY'],
  ] as const)('refuses %j', (source, message) => {
    expect(() => chooseProviders({ NODE_ENV: 'test', ...source })).toThrow(new RegExp(message));
    expect(() => chooseProviders({ NODE_ENV: 'test', ...source })).toThrow(EnvError);
  });

  it('lets ALLOW_SANDBOX=1 play in production', () => {
    const source = { NODE_ENV: 'production', ALLOW_SANDBOX: '1', PISTA_SANDBOX: 'inngest' } as const;
    expect(chooseProviders(source)).toEqual(['inngest']);
  });
});

describe('chooseMissingProviders', () => {
  it('plays every provider of an empty environment', () => {
    expect(chooseMissingProviders({ NODE_ENV: 'development' })).toHaveLength(8);
  });

  it('leaves the tiles of a configured server alone', () => {
    const source = {
      NODE_ENV: 'development',
      MAP_TILES_URL: 'https://tiles.example/{z}/{x}/{y}.png',
    } as const;
    expect(chooseMissingProviders(source)).not.toContain('tiles');
  });

  it('plays neither Google nor Apple beside a client of one of them', () => {
    const source = { NODE_ENV: 'development', APPLE_CLIENT_ID: 'es.pista' } as const;
    expect(chooseMissingProviders(source)).not.toContain('identity');
  });

  it('leaves a configured provider alone', () => {
    expect(chooseMissingProviders({ NODE_ENV: 'development', ...redis })).not.toContain('redis');
  });

  it('plays a configured provider when it is asked to', () => {
    const source = { NODE_ENV: 'development', ...redis, PISTA_SANDBOX: 'redis' } as const;
    expect(chooseMissingProviders(source)).toContain('redis');
  });
});
