import { OPERATOR_FACTS, OPERATOR_NAMES, operatorFact } from '@/lib/core/operator';
import { type ServiceFinding, unwell, well } from './service-finding';

const ID = 'operator';

/** Whether the legal pages can say who runs the site. */
export async function diagnoseOperator(): Promise<ServiceFinding[]> {
  const missing = OPERATOR_FACTS.filter((fact) => operatorFact(fact) === null);
  if (missing.length === 0) return [well(ID, 'diagnosis.operator.known')];
  const names = missing.map((fact) => OPERATOR_NAMES[fact]).join(', ');
  const what = { key: 'diagnosis.operator.missing', values: { names } } as const;
  return [unwell('warn', ID, what, 'diagnosis.operator.advice')];
}
