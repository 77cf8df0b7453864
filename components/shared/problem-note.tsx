import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Callout } from '@/components/ui/callout';
import { ERROR_CODES } from '@/lib/core/errors';

const errorCode = z.enum(ERROR_CODES);

/** The error of the `problem` in the address. Nothing for an unknown one. */
export async function ProblemNote({ code }: { code: string | string[] | undefined }) {
  const t = await getTranslations('error');
  const known = errorCode.safeParse(code);
  if (!known.success) return null;
  return (
    <div className="my-5">
      <Callout tone="danger" urgent title={t(known.data)} />
    </div>
  );
}
