import { getTranslations } from 'next-intl/server';
import { TokenForm } from '@/components/account/token-form';
import { TokenList } from '@/components/account/token-list';
import { errorWords } from '@/components/shared/error-words';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { listApiTokens } from '@/lib/accounts/list-api-tokens';
import type { Context } from '@/lib/core/context';
import { createToken, revokeToken } from './actions';
import { Section } from '@/components/ui/section';

const DAY_MS = 86_400_000;

/** The keys one's programs use. */
export async function TokenSection({ ctx }: { ctx: Context }) {
  const [t, words, { results: tokens }] = await Promise.all([
    getTranslations('account'),
    errorWords(),
    listApiTokens(ctx, { page: 1, pageSize: 100 }),
  ]);
  const inDays = (days: number) => new Date(ctx.now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  return (
    <Section id="tokens" title={t('tokens')} lead={t('tokensLead')}>
      <TokenList tokens={tokens} now={ctx.now.getTime()} labelledBy="tokens" revoke={revokeToken} />
      <TokenForm
        action={createToken}
        words={words}
        labels={{ created: t('tokenCreated'), copy: t('tokenCopy'), copied: t('tokenCopied') }}
      >
        <div className="grid gap-4 sm:grid-cols-3">
          <FormText label={t('tokenName')} name="name" required maxLength={80} unfit={t('nameInvalid')} />
          <FormSelect label={t('tokenScope')} name="scope" defaultValue="read">
            <option value="read">{t('tokenRead')}</option>
            <option value="write">{t('tokenWrite')}</option>
          </FormSelect>
          <FormText
            label={t('tokenExpires')}
            name="expiresOn"
            type="date"
            required
            defaultValue={inDays(90)}
            min={inDays(1)}
            max={inDays(364)}
          />
        </div>
        <SubmitButton look="secondary" className="justify-self-start">
          {t('tokenCreate')}
        </SubmitButton>
      </TokenForm>
    </Section>
  );
}
