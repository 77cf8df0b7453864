import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { JsonLd, type LinkedThing, linkedJson } from '@/components/share/json-ld';
import { findClubDay } from '@/lib/availability/find-slots';
import { getClub } from '@/lib/catalogue/catalogue';
import { localDateOf } from '@/lib/core/time';
import { anonymousContext, makeClub, makeCourt } from '@/test/factories';
import { describeClub } from './describe-club';

const HOSTILE = '</script><script>alert(1)</script><!-- "\u2028';

let things: LinkedThing[];
beforeAll(async () => {
  const { id } = await makeClub({
    name: `Norte ${HOSTILE}`,
    about: { es: 'Cuatro pistas.', en: 'Four courts.' },
    phone: '+34910000000',
    publishedAt: new Date(),
  });
  await makeCourt({ clubId: id });
  const [ctx, club] = [anonymousContext(), await getClub(id)];
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const date = localDateOf(ctx.now.getTime() + 2 * 86_400_000, club.timeZone);
  const day = await findClubDay(ctx, { club: id, date, duration: 90 });
  const photo = {
    id: '01890000-0000-7000-8000-000000000000',
    clubId: id,
    courtId: null,
    position: 0,
    width: 1600,
  };
  const photos = [{ ...photo, height: 900, revision: 0, alt: { es: '', en: '' } }];
  things = describeClub({ club, photos, day, today, locale: 'en' });
});

/** What schema.org knows, as `schema-dts` has it: the properties of each type, and the types that it extends. */
const vocabulary = readVocabulary(readFileSync('node_modules/schema-dts/dist/schema.d.ts', 'utf8'));

function readVocabulary(source: string) {
  const known = new Map<string, { parents: string[]; properties: string[] }>();
  for (const [, name = '', parents = '', body = ''] of source.matchAll(
    /^(?:export )?interface (\w+) extends ([^{]+)\{([\s\S]*?)^\}/gm,
  )) {
    const properties = [...body.matchAll(/^ {4}"(\w+)"\?:/gm)].flatMap(([, property]) => property ?? []);
    known.set(name, { parents: parents.match(/\w+(?:Base)\b/g) ?? [], properties });
  }
  return known;
}

function propertiesOf(name: string): string[] {
  const { parents, properties } = vocabulary.get(name) ?? { parents: [], properties: [] };
  return [...properties, ...parents.flatMap(propertiesOf)];
}

/** Each type and property of a thing that schema.org does not know. */
function unknownIn(thing: LinkedThing): string[] {
  const type = thing['@type'];
  if (!vocabulary.has(`${type}Leaf`)) return [type];
  const known = new Set(propertiesOf(`${type}Leaf`));
  return Object.entries(thing).flatMap(([property, value]) => [
    ...(property.startsWith('@') || known.has(property) ? [] : [`${type}.${property}`]),
    ...[value].flat().flatMap((one) => (typeof one === 'object' ? unknownIn(one) : [])),
  ]);
}

describe('what search engines are told of a club', () => {
  it('has only types and properties of schema.org', () => {
    expect(things.flatMap(unknownIn)).toEqual([]);
  });

  it('would not pass with a type or a property that schema.org lacks', () => {
    expect(unknownIn({ '@type': 'PadelClub' })).toEqual(['PadelClub']);
    expect(unknownIn({ '@type': 'Offer', makesOffer: { '@type': 'Offer', prize: 1 } })).toEqual([
      'Offer.makesOffer',
      'Offer.prize',
    ]);
  });

  it('is where it is, when it is open, what it looks like and what it costs from', () => {
    const [club] = things;
    expect(club).toMatchObject({
      '@type': 'SportsActivityLocation',
      url: expect.stringMatching(/^http:\/\/localhost:3000\/en\/clubs\//),
      telephone: '+34910000000',
      image: ['http://localhost:3000/files/01890000-0000-7000-8000-000000000000/1600'],
      address: { '@type': 'PostalAddress', addressCountry: 'ES' },
      geo: { latitude: expect.any(Number), longitude: expect.any(Number) },
      makesOffer: { price: expect.stringMatching(/^\d+\.\d\d$/), priceCurrency: 'EUR' },
    });
    expect(club?.openingHoursSpecification).toContainEqual({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: 'https://schema.org/Monday',
      opens: expect.stringMatching(/^\d\d:\d\d$/),
      closes: expect.stringMatching(/^\d\d:\d\d$/),
    });
  });

  it('names the way to it', () => {
    expect(things[1]).toMatchObject({
      '@type': 'BreadcrumbList',
      itemListElement: [
        { position: 1, item: 'http://localhost:3000/en' },
        { position: 2, item: 'http://localhost:3000/en/courts?city=Madrid' },
        { position: 3, name: expect.stringContaining('Norte') },
      ],
    });
  });

  it('cannot be ended by a name', () => {
    const html = renderToStaticMarkup(createElement(JsonLd, { things }));
    expect(html.match(/<\/?script|<!--/g)).toEqual(['<script', '</script']);
    const said = JSON.parse(/>(.*)<\/script>$/s.exec(html)?.[1] ?? '');
    expect(said).toEqual(JSON.parse(linkedJson(things)));
    expect(said['@graph'][0].name).toBe(`Norte ${HOSTILE}`);
  });
});
