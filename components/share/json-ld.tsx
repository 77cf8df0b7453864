type Value = string | number | boolean;

/** A thing in the words of schema.org. Undefined properties are left out. */
export type LinkedThing = {
  readonly '@type': string;
  readonly [property: string]: Value | LinkedThing | readonly (Value | LinkedThing)[] | undefined;
};

/** Things as JSON that no name or text can end the script with. */
export const linkedJson = (things: readonly LinkedThing[]): string =>
  JSON.stringify({ '@context': 'https://schema.org', '@graph': things }).replaceAll('<', '\\u003c');

/** What a page is about, for search engines. A block of data is no script, so it needs no nonce. */
export const JsonLd = ({ things }: { things: readonly LinkedThing[] }) => (
  <script
    type="application/ld+json"
    // biome-ignore lint/security/noDangerouslySetInnerHtml: React would write its quotes as entities, which JSON lacks
    dangerouslySetInnerHTML={{ __html: linkedJson(things) }}
  />
);
