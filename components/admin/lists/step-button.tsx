import { ArrowDown, ArrowUp } from 'lucide-react';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { movedItem } from '@/lib/core/moved-item';

type Props<Id> = {
  id: Id;
  /** The ids of all, in their order. */
  order: readonly Id[];
  /** The field in which the action reads the new order. */
  name: string;
  by: -1 | 1;
  label: string;
  club: string;
  back: string;
  action: FormAction<unknown>;
};

/** Lets an item change places with its neighbour. At the end of the list there is none. */
export async function StepButton<Id extends string | number>(props: Props<Id>) {
  const { id, order, name, by, label, club, back, action } = props;
  const isLast = order.at(by === 1 ? -1 : 0) === id;
  const Icon = by === 1 ? ArrowDown : ArrowUp;
  return (
    <ActionForm action={action} words={await errorWords({}, back)}>
      <input type="hidden" name="club" value={club} />
      <input type="hidden" name={name} value={movedItem(order, id, by).join(',')} />
      <SubmitButton look="quiet" size="icon" aria-label={label} title={label} disabled={isLast}>
        <Icon aria-hidden className="size-4.5" />
      </SubmitButton>
    </ActionForm>
  );
}
