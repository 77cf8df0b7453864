import { Resend } from 'resend';
import { afterEach } from 'vitest';
import { catchWebhooks } from '../catch-webhooks';
import { SANDBOX_KEYS } from '../providers';
import { type ResendOptions, startResend } from './start-resend';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

export const mail = {
  from: 'Pista <hola@pista.test>',
  to: 'ana@example.com',
  subject: 'Reserva hecha',
  html: '<p>Hola</p>',
};

/** Resend played for one test, and an app that catches its webhooks. */
export async function start(options: Partial<ResendOptions> & { statuses?: number[] } = {}) {
  const { statuses, ...rest } = options;
  const app = await catchWebhooks(statuses);
  const sandbox = await startResend({ port: 0, appUrl: () => app.url, stepMs: 1, acceptMs: 0, ...rest });
  closing.push(sandbox.close, app.close);
  const events = () => app.caught.map((request) => JSON.parse(request.body));
  const post = (path: string, body: object) =>
    fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return {
    app,
    sandbox,
    events,
    fault: (body: object) => post('/_faults', { times: 1, ...body }),
    webhooks: (body: object) => post('/_control/webhooks', body),
    resend: new Resend(SANDBOX_KEYS.RESEND_API_KEY, { baseUrl: sandbox.url }),
    messages: async (to: string) =>
      (await (await fetch(`${sandbox.url}/_control/messages?to=${encodeURIComponent(to)}`)).json()).messages,
  };
}
