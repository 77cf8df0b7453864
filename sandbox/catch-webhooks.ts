import { type Request, serve } from './serve';

/** Stands where the app would, keeps every webhook it gets and answers with the statuses it is given, then 200. */
export async function catchWebhooks(statuses: number[] = []) {
  const caught: Request[] = [];
  const server = await serve((request) => {
    caught.push(request);
    return { status: statuses.shift() ?? 200 };
  }, 0);
  return { ...server, caught };
}
