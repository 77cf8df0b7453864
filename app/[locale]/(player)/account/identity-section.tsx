import { getTranslations } from 'next-intl/server';
import { IdentityLogo } from '@/components/account/identity-logo';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { Section } from '@/components/ui/section';
import { ShrinkingList } from '@/components/ui/shrinking-list';
import { SubmitButton } from '@/components/ui/submit-button';
import { listLinkedIdentities } from '@/lib/accounts/identities/list-linked-identities';
import { configuredIdentities, IDENTITY_NAMES, type Identity } from '@/lib/auth/identities/identities';
import type { Context } from '@/lib/core/context';
import { removeIdentity } from './actions';

/** The other sites by which one signs in. Nothing where there are none to sign in by. */
export async function IdentitySection({ ctx }: { ctx: Context }) {
  const [t, linked] = await Promise.all([getTranslations('account'), listLinkedIdentities(ctx)]);
  if (linked.length === 0 && configuredIdentities().length === 0) return null;
  return (
    <Section id="identities" title={t('identities')} lead={t('identitiesLead')}>
      <ShrinkingList
        count={linked.length}
        removed={t('identityRemoved', { count: linked.length })}
        labelledBy="identities"
        className="divide-y divide-line"
      >
        {linked.length === 0 && <li className="text-ink-soft">{t('identityNone')}</li>}
        {linked.map((identity) => (
          <IdentityEntry key={identity} identity={identity} />
        ))}
      </ShrinkingList>
    </Section>
  );
}

async function IdentityEntry({ identity }: { identity: Identity }) {
  const t = await getTranslations('account');
  const words = await errorWords({ conflict: t('identityLast') });
  const name = IDENTITY_NAMES[identity];
  return (
    <li className="py-3">
      <ActionForm action={removeIdentity} words={words} className="grid gap-3">
        <input type="hidden" name="identity" value={identity} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex items-center gap-3 font-strong">
            <IdentityLogo identity={identity} />
            {name}
          </p>
          <SubmitButton look="secondary" aria-label={t('identityRemoveNamed', { name })}>
            {t('identityRemove')}
          </SubmitButton>
        </div>
      </ActionForm>
    </li>
  );
}
