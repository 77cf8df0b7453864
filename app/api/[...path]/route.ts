import { notFound } from '@/lib/core/errors';
import { route } from '@/lib/web/route';

const nothingHere = route({ auth: 'public', body: 'raw' }, () => {
  throw notFound('endpoint');
});

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
