import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';

type Props = { clubId: number; club: string; back: string; leave: FormAction<unknown> };

/** What leaving a club's team means, before the button that does it. */
export async function LeaveForm({ clubId, club, back, leave }: Props) {
  const t = await getTranslations('account');
  return (
    <ActionForm
      action={leave}
      words={await errorWords({ conflict: t('teamLastOwner') }, back)}
      folded={{
        summary: (
          <summary className="flex min-h-11 items-center rounded-md px-4 font-strong hover:bg-sunken">
            {t('teamLeave')}
          </summary>
        ),
        className: 'max-w-xl rounded-md border border-line',
      }}
      className="grid gap-2 px-4 pb-4"
    >
      <input type="hidden" name="clubId" value={clubId} />
      <p className="text-note text-soft">{t('teamLeaveText')}</p>
      <SubmitButton look="danger" className="justify-self-start" aria-label={t('teamLeaveNamed', { club })}>
        {t('teamLeaveSubmit')}
      </SubmitButton>
    </ActionForm>
  );
}
