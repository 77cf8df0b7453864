import type { Site } from '../site';

/** The person's profile, API keys and data. */
export function accountPage({ page, t, open }: Site) {
  const profile = page.getByRole('region', { name: t('account.profile') });
  const tokens = page.getByRole('region', { name: t('account.tokens') });
  const passkeys = page.getByRole('region', { name: t('account.passkeys') });
  const identities = page.getByRole('region', { name: t('account.identities') });
  return {
    open: () => open('/account'),
    name: profile.getByLabel(t('account.name'), { exact: true }),
    language: profile.getByLabel(t('account.language')),
    save: profile.getByRole('button', { name: t('account.save') }),
    reminderBySms: profile.getByLabel(t('account.reminderSms')),
    phoneMissing: profile.getByText(t('account.phoneInvalid')),
    saved: profile.getByRole('status').filter({ hasText: t('account.saved') }),
    async createToken(name: string, permission: 'tokenRead' | 'tokenWrite') {
      await tokens.getByLabel(t('account.tokenName')).fill(name);
      await tokens.getByLabel(t('account.tokenScope')).selectOption({ label: t(`account.${permission}`) });
      await tokens.getByRole('button', { name: t('account.tokenCreate') }).click();
    },
    newKey: tokens.getByRole('status').getByText(/^pista_/),
    revoke: (name: string) => tokens.getByRole('button', { name: t('account.tokenRevokeNamed', { name }) }),
    /** Its announced text. */
    revoked: (left: number) =>
      tokens.getByRole('status').getByText(t('account.tokenRevoked', { count: left })),
    tokenList: tokens.getByRole('list'),
    noTokens: tokens.getByText(t('account.tokenNone')),
    async addPasskey(name: string) {
      await passkeys.getByLabel(t('account.passkeyName'), { exact: true }).fill(name);
      await passkeys.getByRole('button', { name: t('account.passkeyAdd') }).click();
    },
    passkeyAdded: passkeys.getByRole('status').filter({ hasText: t('account.passkeyAdded') }),
    passkeyFailed: passkeys.getByRole('alert').filter({ hasText: t('account.passkeyFailed') }),
    removePasskey: (name: string) =>
      passkeys.getByRole('button', { name: t('account.passkeyRemoveNamed', { name }) }),
    noPasskeys: passkeys.getByText(t('account.passkeyNone')),
    removeIdentity: (name: string) =>
      identities.getByRole('button', { name: t('account.identityRemoveNamed', { name }) }),
    noIdentities: identities.getByText(t('account.identityNone')),
    lastWay: identities.getByRole('alert').filter({ hasText: t('account.identityLast') }),
    exportData: page.getByRole('button', { name: t('account.export') }),
  };
}
