import { env } from './env';

/** What the law asks of whoever runs the site. */
export const OPERATOR_FACTS = ['name', 'taxId', 'address', 'email'] as const;
export type OperatorFact = (typeof OPERATOR_FACTS)[number];

/** The variable of each. */
export const OPERATOR_NAMES = {
  name: 'OPERATOR_NAME',
  taxId: 'OPERATOR_TAX_ID',
  address: 'OPERATOR_ADDRESS',
  email: 'OPERATOR_EMAIL',
} as const satisfies Record<OperatorFact, string>;

/** A fact of whoever runs the site as the environment gives it. Null while it is not given. */
export const operatorFact = (fact: OperatorFact): string | null => env()[OPERATOR_NAMES[fact]] ?? null;
