import type { FormAction } from '@/components/ui/action-form';

/** The actions of the till's page, which its parts are given. */
export type TillActions = Readonly<
  Record<
    'open' | 'close' | 'cash' | 'pay' | 'link' | 'waive' | 'reverse' | 'retry' | 'byHand',
    FormAction<unknown>
  >
>;
