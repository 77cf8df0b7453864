/** `{club}` and the like in a text, by their values: for one text that many parts of a page fill in for themselves. */
export const fillIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
