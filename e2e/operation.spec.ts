import { transaction } from '@/db';
import { startOperation } from '@/lib/clubs/start-operation';
import { systemContext } from '@/lib/core/context';
import { nudge, nudgeOperation } from '@/lib/services/inngest/jobs';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';

test('spec: test_eventual_consistency — a change that some services have not heard of says so, until all have', async ({
  page,
  site,
  workplace: club,
}) => {
  const { t } = site;
  const main = page.getByRole('main');
  // Nobody has told the job engine yet, as when a nudge is lost.
  const services = ['database', 'cache', 'search'] as const;
  const change = { kind: 'club_changed', objectId: club.id, services } as const;
  const operationId = await transaction((tx) => startOperation(tx, systemContext('test'), change));
  await site.open(`/admin/${club.slug}/courts`);
  const part = (name: (typeof services)[number]) =>
    main.getByRole('listitem').filter({ hasText: t(`operation.${name}`) });
  await expect(main.getByText(t('operation.pending'))).toBeVisible();
  await expect(part('database')).toContainText(t('operation.done'));
  await expect(part('search')).toContainText(t('operation.open'));
  await expectAccessible(page);

  nudge([nudgeOperation(operationId)]);
  await expect(main.getByText(t('operation.consistent'))).toBeVisible();
  for (const name of services) await expect(part(name)).toContainText(t('operation.done'));
});
