import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { webhookUrl } from '@/lib/diagnostics/diagnose-webhooks';
import { NEEDED_EVENTS } from '@/lib/services/stripe/needed-events';
import { NEEDED_MAIL_EVENTS } from '@/lib/webhooks/receive-mail-event';

/** A chapter of the guide. */
async function chapter(title: string): Promise<string> {
  const guide = await readFile('docs/deploy.md', 'utf8');
  return guide.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
}

const listed = (text: string) =>
  [...text.matchAll(/^ +- `([a-z_.]+)`$/gm)].flatMap(([, event]) => event ?? []);

describe('docs/deploy.md', () => {
  it.each([
    ['Stripe', NEEDED_EVENTS],
    ['Resend', NEEDED_MAIL_EVENTS],
  ])('names exactly the events of %s that Pista uses', async (provider, needed) => {
    expect(listed(await chapter(provider)).toSorted()).toEqual(needed.toSorted());
  });

  it.each([
    ['Stripe', 'stripe'],
    ['Resend', 'resend'],
    ['Twilio', 'twilio'],
  ] as const)('names the address of the webhooks of %s', async (title, provider) => {
    const { pathname } = new URL(webhookUrl(provider, 'https://pista.example'));
    expect(await chapter(title)).toContain(`https://<your name>${pathname}\``);
  });

  it('names every variable that compose.yaml insists on', async () => {
    const [guide, compose] = await Promise.all([
      readFile('docs/deploy.md', 'utf8'),
      readFile('compose.yaml', 'utf8'),
    ]);
    for (const [, name = ''] of compose.matchAll(/\$\{([A-Z_]+):\?/g)) expect(guide).toContain(name);
  });
});
