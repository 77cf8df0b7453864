import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BOARD_SIZE_COOKIE } from '@/components/planner/bar/board-size';
import { COLUMNS_COOKIE } from '@/components/admin/bookings/booking-columns';
import { viewsCookie } from '@/components/admin/bookings/saved-views';
import { ZONE_COOKIE } from '@/components/search/zone-cookie';
import { THEME_COOKIE } from '@/components/shell/theme';
import {
  callbackCookieName,
  csrfCookieName,
  knownBrowserCookieName,
  sessionCookieName,
  signUpCookieName,
  visitorCookieName,
} from '@/lib/auth/session-cookie';
import { diagnoseOperator } from '@/lib/diagnostics/diagnose-operator';
import { DocumentText } from './document-text';
import { DOCUMENTS } from './documents';
import { readDocument } from './read-document';

// biome-ignore lint/style/noProcessEnv: an operator whose tax number nobody has given
Object.assign(process.env, {
  OPERATOR_NAME: '*Ana* <script>alert(1)</script> [x](javascript:alert) & 1. Hijas\n# S.L.',
  OPERATOR_ADDRESS: 'Calle Mayor 1, 2.º B, 28013 Madrid',
  OPERATOR_EMAIL: 'hola_ana@pista.example',
});

const drawn = (markdown: string) => renderToStaticMarkup(createElement(DocumentText, { markdown }));
const everyDocument = (['es', 'en'] as const).flatMap((locale) =>
  DOCUMENTS.map((document) => [document, locale] as const),
);

describe('the pages about Pista and the law', () => {
  it.each(everyDocument)(
    '%s in %s leaves no name in braces and begins no heading of the first rank',
    async (...which) => {
      const { markdown } = await readDocument(...which);
      expect(markdown).not.toMatch(/[{}]|^# /m);
    },
  );

  it('are as long in both languages', async () => {
    for (const document of DOCUMENTS) {
      const [es, en] = [await readDocument(document, 'es'), await readDocument(document, 'en')];
      const shape = (text: string) => text.match(/^(## |- |\d+\. )/gm)?.map((mark) => mark.replace(/\d/, ''));
      expect([document, shape(en.markdown)]).toEqual([document, shape(es.markdown)]);
    }
  });

  it('say who runs the site as it was typed, whatever that is', async () => {
    const { markdown } = await readDocument('legal', 'es');
    const line = markdown.split('\n').find((one) => one.includes('Ana')) ?? '';
    const html = drawn(line);
    expect(html).toContain(
      '*Ana* &lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert) &amp; 1. Hijas # S.L.',
    );
    expect(html).not.toMatch(/<script|<a |<em/);
  });

  it('link the address of the operator, and name each fact that is missing', async () => {
    const { markdown, missing } = await readDocument('legal', 'en');
    expect(missing).toEqual(['taxId']);
    const lines = markdown.split('\n').filter((line) => /^- \*\*(Tax|Mail)/.test(line));
    expect(drawn(lines.join('\n'))).toMatch(
      /<em>\(the tax number is missing\)<\/em>[\s\S]*mailto:hola_ana@pista\.example/,
    );
  });

  it('are complete where they need no fact', async () => {
    expect((await readDocument('cookies', 'es')).missing).toEqual([]);
  });

  it('name every cookie that the code sets', async () => {
    const withoutPort = (name: string) => name.replace(/-\d+.*$/, '');
    const ours = [
      sessionCookieName,
      csrfCookieName,
      callbackCookieName,
      signUpCookieName,
      knownBrowserCookieName,
      visitorCookieName,
    ];
    const names = [
      ...ours.map((name) => withoutPort(name())),
      ...[THEME_COOKIE, ZONE_COOKIE, BOARD_SIZE_COOKIE, COLUMNS_COOKIE, 'NEXT_LOCALE'],
      withoutPort(viewsCookie(7, 'somebody')),
    ];
    for (const locale of ['es', 'en'] as const) {
      const { markdown } = await readDocument('cookies', locale);
      for (const name of names) expect(markdown).toContain(`\`${name}\``);
    }
  });
});

describe('the doctor', () => {
  it('warns of a fact that the legal pages lack', async () => {
    const [finding] = await diagnoseOperator();
    expect(finding).toMatchObject({
      id: 'operator',
      state: 'warn',
      what: { values: { names: 'OPERATOR_TAX_ID' } },
    });
  });
});
