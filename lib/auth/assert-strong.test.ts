import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/core/errors';
import { assertStrong } from './assert-strong';

const ANA = { email: 'ana.robles@pista.test', name: 'Ana Robles' };

/** The weakness for which a password is refused, or null. Each check counts for another asker. */
async function weaknessOf(password: string, owner: { email: string; name: string | null } = ANA) {
  try {
    await assertStrong(password, owner, password);
    return null;
  } catch (error) {
    if (isAppError(error, 'invalid_input')) return error.fields?.password?.[0];
    throw error;
  }
}

describe('a password', () => {
  it.each([
    ['qwerty12345', 'common'],
    ['realmadrid', 'common'],
    ['mariposa22', 'common'],
    ['P@ssw0rd!', 'common'],
    ['hunter2hunter2', 'pattern'],
    ['abcdefgh1', 'pattern'],
    ['a'.repeat(128), 'pattern'],
    ['ventana77', 'pattern'],
    ['padel2026', 'own_words'],
    ['Pádel-Club-1!', 'own_words'],
    ['robles1985', 'own_words'],
    ['ana.robles@pista.test', 'own_words'],
  ])('%s is refused as %s', async (password, weakness) => {
    expect(await weaknessOf(password)).toBe(weakness);
  });

  it.each([
    'pista-demo-2026',
    'caballo correcto pila',
    'mi perro se llama Toby',
    'xk3j9q2m',
    'añil ♥ cobre',
    `padel ${'y algo más '.repeat(10)}`,
    'Ana juega con Berta',
  ])('%s is taken', async (password) => {
    expect(await weaknessOf(password)).toBeNull();
  });

  it('is judged without a name, too', async () => {
    expect(await weaknessOf('robles1985', { ...ANA, name: null })).toBe('own_words');
  });

  it('is none of those that leaked most, of which more than three thousand are known', async () => {
    const leaked = Object.values(dictionary)
      .flat()
      .filter((word) => typeof word === 'string' && word.length >= 8);
    const common = leaked.slice(0, 3_000);
    expect(common).toHaveLength(3_000);
    for (const password of common.filter((_, index) => index % 30 === 0)) {
      expect(await weaknessOf(String(password)), String(password)).not.toBeNull();
    }
  });

  it('of 128 characters costs no more than a short one', async () => {
    await weaknessOf('warms up');
    const before = process.cpuUsage();
    for (const unit of ['p4ssw0rd', '4@8({[<6317!|0$57+%2', '4444aaaa@@@@1111llll']) {
      await weaknessOf(unit.repeat(16).slice(0, 128));
    }
    // CPU time, because other programs take the clock's time too.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3_000);
  });
});

it('is judged by dictionaries that nothing loads before the first password is', () => {
  const sources = ['app', 'components', 'inngest', 'lib'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  );
  const loading = sources
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .filter((file) => /^import (?!type).*@zxcvbn-ts/m.test(readFileSync(file, 'utf8')));
  expect(loading).toEqual([]);
});
