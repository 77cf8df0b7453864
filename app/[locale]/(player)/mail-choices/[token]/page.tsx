import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { getMailChoice } from '@/lib/notices/mail-choice';
import { orNotFound } from '../../../or-not-found';
import { choose } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('mailChoice');
  return { title: t('title'), robots: { index: false }, referrer: 'same-origin' };
}

/** Whether the reader of a mail gets more of its kind. Opening the page changes nothing, since programs open links. */
export default async function MailChoicePage({ params }: PageProps<'/[locale]/mail-choices/[token]'>) {
  const { token } = await params;
  const [t, words] = await Promise.all([getTranslations('mailChoice'), errorWords()]);
  const { kind, wanted } = await orNotFound(getMailChoice(token), sitePaths.mailChoice(token));
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-head">{t('title')}</h1>
      <p className="text-lead">{t(`about_${kind}`)}</p>
      {!wanted && <Callout tone="confirmed" title={t('off')} />}
      <ActionForm action={choose} words={words} className="grid gap-4">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="wanted" value={wanted ? 'false' : 'true'} />
        <p className="text-ink-soft">{t('always')}</p>
        <SubmitButton className="justify-self-start">{t(wanted ? 'stop' : 'resume')}</SubmitButton>
      </ActionForm>
    </div>
  );
}
