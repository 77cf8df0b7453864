import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Member } from '@/lib/accounts/list-team';

type Props = { member: Member; back: string; remove: FormAction<unknown> };

/** What taking a role away means, before the button that does it. */
export async function RemoveForm({ member, back, remove }: Props) {
  const t = await getTranslations('team');
  const name = member.name ?? member.email;
  return (
    <ActionForm
      action={remove}
      words={await errorWords({ conflict: t('lastOwner') }, back)}
      folded={{
        summary: (
          <summary
            aria-label={t('removeNamed', { name })}
            className="flex min-h-11 items-center rounded-md px-3 text-note hover:bg-sunken"
          >
            {t('remove')}
          </summary>
        ),
        className: 'rounded-md border border-line',
      }}
      className="grid gap-2 px-3 pb-3"
    >
      <input type="hidden" name="id" value={member.id} />
      <p className="text-note text-soft">{t('removeText', { name })}</p>
      <SubmitButton look="danger" size="dense" className="justify-self-start">
        {t('removeDo', { name })}
      </SubmitButton>
    </ActionForm>
  );
}
