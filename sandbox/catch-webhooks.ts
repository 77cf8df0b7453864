import { type Request, serve } from './serve';

/** Stands in for the app: stores every webhook and answers with the given statuses, then 200. */
export async function catchWebhooks(statuses: number[] = []) {
  const caught: Request[] = [];
  const server = await serve((request) => {
    caught.push(request);
    return { status: statuses.shift() ?? 200 };
  }, 0);
  return { ...server, caught };
}
