import { getTranslations } from 'next-intl/server';
import { PasskeyForm } from '@/components/account/passkey-form';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { Section } from '@/components/ui/section';
import { ShrinkingList } from '@/components/ui/shrinking-list';
import { SubmitButton } from '@/components/ui/submit-button';
import { listPasskeys, type Passkey } from '@/lib/accounts/passkeys/list-passkeys';
import type { Context } from '@/lib/core/context';
import { formatInstant } from '@/lib/core/i18n/format';
import { beginPasskeyAction, createPasskey, deletePasskey } from './actions';

/** The passkeys by which one signs in, and a form that adds one of this device. */
export async function PasskeySection({ ctx }: { ctx: Context }) {
  const [t, passkeys] = await Promise.all([getTranslations('account'), listPasskeys(ctx)]);
  const words = await errorWords({ invalid_input: t('passkeyFailed'), conflict: t('passkeyTooMany') });
  return (
    <Section id="passkeys" title={t('passkeys')} lead={t('passkeysLead')}>
      <ShrinkingList
        count={passkeys.length}
        removed={t('passkeyRemoved', { count: passkeys.length })}
        labelledBy="passkeys"
        className="divide-y divide-line"
      >
        {passkeys.length === 0 && <li className="text-ink-soft">{t('passkeyNone')}</li>}
        {passkeys.map((passkey) => (
          <PasskeyEntry key={passkey.id} ctx={ctx} passkey={passkey} />
        ))}
      </ShrinkingList>
      <PasskeyForm begin={beginPasskeyAction} add={createPasskey} words={words} done={t('passkeyAdded')}>
        <FormText
          label={t('passkeyName')}
          hint={t('passkeyNameHint')}
          name="name"
          required
          maxLength={80}
          unfit={t('nameInvalid')}
        />
        <SubmitButton look="secondary" className="justify-self-start">
          {t('passkeyAdd')}
        </SubmitButton>
      </PasskeyForm>
    </Section>
  );
}

async function PasskeyEntry({ ctx, passkey }: { ctx: Context; passkey: Passkey }) {
  const [t, words] = await Promise.all([getTranslations('account'), errorWords()]);
  const { id, name, createdAt, lastUsedAt } = passkey;
  const day = (at: Date) => formatInstant(at.getTime(), 'date', ctx.locale, 'UTC');
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <div className="min-w-0">
        <p className="break-words font-strong">{name}</p>
        <p className="text-ink-soft text-note">
          {t('passkeySince', { when: day(createdAt) })} ·{' '}
          <span>{lastUsedAt ? t('tokenLastUsed', { when: day(lastUsedAt) }) : t('tokenNeverUsed')}</span>
        </p>
      </div>
      <ActionForm action={deletePasskey} words={words}>
        <input type="hidden" name="id" value={id} />
        <SubmitButton look="secondary" aria-label={t('passkeyRemoveNamed', { name })}>
          {t('passkeyRemove')}
        </SubmitButton>
      </ActionForm>
    </li>
  );
}
