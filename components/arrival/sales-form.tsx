import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { may } from '@/lib/auth/permissions';
import type { SetUp } from '@/lib/clubs/arrival/set-up-steps';
import type { Desk } from '@/lib/desk/open-desk';

type Props = {
  desk: Desk;
  setUp: SetUp;
  back: string;
  forms: Record<'publish' | 'pause' | 'resume', FormAction<unknown>>;
};

/** The one button that changes whether a club sells, for those who may press it. */
export async function SalesForm({ desk, setUp: { club, state, steps }, back, forms }: Props) {
  const t = await getTranslations('setUpList');
  const missing = steps.filter(({ isNeeded, isDone }) => isNeeded && !isDone);
  if (state === 'approved' && missing.length > 0) {
    const names = missing.map(({ step }) => t(`step_${step}`)).join(', ');
    return <Callout tone="held" title={t('missing', { steps: names })} />;
  }
  const act = ACTS[state];
  if (!may(desk.person, club.id, act === 'publish' ? 'publish' : 'pauseSales'))
    return act === 'publish' ? <p className="text-soft">{t('ownerPublishes')}</p> : null;
  return (
    <ActionForm
      action={forms[act]}
      words={await errorWords({ conflict: t('changed') }, back)}
      className="grid gap-3"
    >
      <input type="hidden" name="club" value={club.slug} />
      <p className="text-soft">{t(`${act}Text`)}</p>
      <SubmitButton look={act === 'pause' ? 'secondary' : 'primary'} className="justify-self-start">
        {t(act)}
      </SubmitButton>
    </ActionForm>
  );
}

const ACTS = { approved: 'publish', published: 'pause', paused: 'resume' } as const;
