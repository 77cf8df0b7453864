import { idParam } from '@/app/api/v1/_shapes/id-param';
import { env } from '@/lib/env';
import { route } from '@/lib/http';
import { calendarFile } from '@/lib/notifications/calendar-file';
import { otherMethods } from '@/lib/other-methods';
import { getReservation } from '@/lib/reservations/reservation-details';

export const GET = route({ auth: 'required', params: idParam }, async ({ ctx, params }) => {
  const { id, club, court, startsAt, endsAt } = await getReservation(ctx, params.id);
  const file = calendarFile({
    reservationId: id,
    clubName: club.name,
    courtName: court.name,
    address: `${club.address}, ${club.city}`,
    startsAt,
    endsAt,
    reservationUrl: new URL(`/${ctx.locale}/reservations/${id}`, env().NEXTAUTH_URL).href,
  });
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="pista.ics"',
    },
  });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
