import { z } from 'zod';
import { toDecimal } from '@/lib/core/money';
import { exportClub } from '@/lib/desk/leaving/export-club';
import { file } from '@/lib/web/answer';
import { csvOf } from '@/lib/web/csv-file';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';
import { zipFile } from '@/lib/web/zip-file';

export const GET = route(
  {
    auth: 'required',
    params: z.object({ id: z.string().max(100) }),
    summary:
      'Bookings, people, money, photos and history of a club, open or closed, as CSV files in one archive, as its owner',
    answer: file('application/zip'),
  },
  async ({ ctx, params }) => {
    const { club, files } = await exportClub(ctx, params.id);
    const numberOf = (minor: number) => toDecimal(minor, club.currency);
    return zipFile(`${club.slug}-pista`, csvFiles());

    async function* csvFiles() {
      for await (const { name, columns, rows } of files)
        yield { name: `${name}.csv`, bytes: csvOf({ columns, rows, numberOf, locale: ctx.locale }) };
    }
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
