import { idParam } from '@/app/api/v1/_shapes/id-param';
import { readCalendarFile } from '@/lib/reservations/read-calendar-file';
import { file } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'booker',
    params: idParam,
    summary: 'The reservation as an iCalendar file',
    answer: file('text/calendar'),
  },
  async ({ ctx, params }) => {
    const { file, method } = await readCalendarFile(ctx, params.id);
    return new Response(file, {
      headers: {
        'Content-Type': `text/calendar; method=${method}; charset=utf-8`,
        'Content-Disposition': 'attachment; filename="pista.ics"',
      },
    });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
