import { expect, test } from 'vitest';
import { makeClub } from '@/test/factories';
import { diagnoseZones } from './diagnose-database';

test('zones by any of their names are well, and one that only Node knows is told', async () => {
  for (const timeZone of ['Europe/Kyiv', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires']) {
    await makeClub({ timeZone });
  }
  expect(await diagnoseZones()).toMatchObject([{ id: 'zones', state: 'ok' }]);
  await makeClub({ timeZone: 'SystemV/EST5' });
  const [finding] = await diagnoseZones();
  expect(finding).toMatchObject({ state: 'warn', what: { values: { zone: 'SystemV/EST5' } } });
});
