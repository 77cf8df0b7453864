import { notFound } from '@/lib/errors';
import { route } from '@/lib/http';

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
