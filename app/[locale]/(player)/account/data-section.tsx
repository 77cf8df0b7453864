import { getTranslations } from 'next-intl/server';
import { DownloadForm } from '@/components/shared/download-form';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { eraseAccount, exportData } from './actions';
import { Section } from '@/components/ui/section';

/** Taking one's data along, or erasing it. */
export async function DataSection({ email }: { email: string }) {
  const t = await getTranslations('account');
  const words = await errorWords({ invalid_input: t('eraseMismatch'), conflict: t('eraseConflict') });
  return (
    <Section id="data" title={t('data')}>
      <DownloadForm
        action={exportData}
        href="/api/v1/users/me/export"
        words={words}
        labels={{ ask: t('export'), ready: t('exportReady'), file: t('exportFile') }}
      />
      <ActionForm
        action={eraseAccount}
        words={words}
        folded={{
          summary: (
            <summary className="flex min-h-11 items-center rounded-md px-4 font-strong text-danger-text hover:bg-sunken">
              {t('erase')}
            </summary>
          ),
          className: 'rounded-md border border-line',
        }}
        className="grid gap-4 border-line border-t p-4"
      >
        <p>{t('eraseLead')}</p>
        <FormText
          label={t('eraseConfirm')}
          name="email"
          type="email"
          autoComplete="off"
          placeholder={email}
          required
        />
        <SubmitButton look="danger" className="justify-self-start">
          {t('eraseDo')}
        </SubmitButton>
      </ActionForm>
    </Section>
  );
}
