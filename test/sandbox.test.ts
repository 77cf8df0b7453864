import { describe, expect, it } from 'vitest';
import { env } from '@/lib/core/env';
import { addFault, clearFaults, useSandbox } from './sandbox';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });

describe('useSandbox', () => {
  it('points the environment at what it plays and leaves the rest nowhere', () => {
    expect(env().RESEND_BASE_URL).toBe(sandbox().urls.resend);
    expect(env().STRIPE_API_BASE_URL).toBe('http://127.0.0.1:1');
  });

  it('lets a test break a provider and mend it again', async () => {
    const send = () => fetch(`${sandbox().urls.resend}/emails`, { method: 'POST', body: '{}' });
    const healthy = (await send()).status;
    await addFault(sandbox(), 'resend', { mode: 'status', status: 503 });
    expect((await send()).status).toBe(503);
    await clearFaults(sandbox());
    expect((await send()).status).toBe(healthy);
  });
});
