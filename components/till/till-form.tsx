import { randomUUID } from 'node:crypto';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';

type Props = {
  action: FormAction<unknown>;
  /** The club as the page's address names it. */
  club: string;
  /** What else the form is about. */
  hidden?: Readonly<Record<string, string>>;
  /** The text for a conflict, where the form has a better one. */
  conflict?: string;
  /** The text for what does not fit, where no field says it. */
  unfit?: string;
  /** What unfolds the form, which opens by itself when something is wrong. */
  summary?: ReactNode;
  /** Of the fields. */
  className: string;
  children: ReactNode;
};

/** A form of the till. It names itself, so that a second press changes nothing more. */
export async function TillForm(props: Props) {
  const { action, club, hidden = {}, conflict, unfit, summary, className, children } = props;
  const t = await getTranslations('till');
  const words = await errorWords({
    conflict: conflict ?? t('conflict'),
    ...(unfit !== undefined && { invalid_input: unfit }),
  });
  return (
    <ActionForm
      action={action}
      words={words}
      {...(summary !== undefined && { folded: { summary, className: 'open:w-full' } })}
      className={summary === undefined ? 'grid gap-3' : 'mt-2 grid gap-3'}
    >
      {Object.entries({ ...hidden, club, requestKey: randomUUID() }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className={className}>{children}</div>
    </ActionForm>
  );
}
