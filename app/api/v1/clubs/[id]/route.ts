import { z } from 'zod';
import { clubShape } from '@/app/api/v1/_shapes/club-shape';
import { getClub } from '@/lib/clubs/catalogue';
import { route } from '@/lib/http';

const params = z.object({ id: z.string().max(100) });

export const GET = route({ auth: 'public', params }, async ({ params }) =>
  clubShape(await getClub(params.id)),
);
