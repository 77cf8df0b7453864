import { expect, test } from 'vitest';
import { fc } from '@/test/fast-check';
import { encodeForm, type Form, formsOf } from './forms';

const schema = {
  type: 'object',
  required: ['file', 'alt_es'],
  properties: {
    file: { type: 'string', format: 'binary' },
    alt_es: { type: 'string', minLength: 1, maxLength: 160 },
    court_id: { type: 'integer', minimum: 1 },
  },
};

const read = async (form: Form) => {
  const { bytes, type } = await encodeForm(form, (value) => value);
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
};

test('a form of the fuzz is read as its parts, whatever its file is called', async () => {
  const form = await read({
    parts: [
      { name: 'alt_es', value: 'Pista 1' },
      { name: 'file', fileName: '../court.png', type: 'text/html', picture: 7 },
    ],
    damage: null,
  });
  expect(form.get('alt_es')).toBe('Pista 1');
  const file = form.get('file');
  expect(file instanceof File && file.size).toBeGreaterThan(100);
});

test('some forms are whole, some lack or repeat a field, and some no server can read', async () => {
  const seen = { whole: 0, twice: 0, unreadable: 0 };
  for (const form of fc.sample(formsOf(schema), { numRuns: 150, seed: 1 })) {
    const fields = await read(form).then(
      (sent) => [...sent.keys()],
      () => null,
    );
    if (fields === null) seen.unreadable += 1;
    else if (new Set(fields).size < fields.length) seen.twice += 1;
    else if (fields.includes('file') && fields.includes('alt_es')) seen.whole += 1;
  }
  for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(5);
});
