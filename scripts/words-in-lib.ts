import type { Source } from './structure';

/** The files of lib that hold words or paths: templates of mails and texts, formats, and the table of paths. */
const MAY_HOLD = /^lib\/(notices\/templates\/|core\/i18n\/)|-mail\.tsx$|\.test\.tsx?$/;

/**
 * Where `lib` holds a text in a language or the path of a page, a sentence each. English messages of errors are a
 * part of the API and stay where they are thrown.
 */
export function findWords(sources: readonly Source[]): string[] {
  const isPagePath = pathPattern(sources);
  return sources
    .filter(({ file }) => file.startsWith('lib/') && !MAY_HOLD.test(file))
    .flatMap(({ file, text }) => {
      const code = withoutComments(text);
      return [
        ...(IN_ONE_LANGUAGE.test(code) || SPANISH.test(code)
          ? [`${file} holds words: they belong in messages, those of mails in their templates.`]
          : []),
        ...(isPagePath.test(code)
          ? [`${file} holds the path of a page: lib/core/i18n/site-paths.ts has those that lib needs.`]
          : []),
      ];
    });
}

/** `es: 'Hola'`, in any quotes. */
const IN_ONE_LANGUAGE = /\b(?:es|en):\s*(['"`])(?!\1)/;
const SPANISH = /[áéíóúñ¿¡«]/i;

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

/** Matches a text that begins like the path of a page of `app`. */
function pathPattern(sources: readonly Source[]): RegExp {
  const roots = sources.flatMap(
    ({ file }) => /^app\/\[locale\]\/(?:\(\w+\)\/)?([\w-]+)\/.*page\.tsx$/.exec(file)?.[1] ?? [],
  );
  return new RegExp(`['"\`](?:/\\$\\{[\\w.]+\\})?/(?:${[...new Set(roots)].join('|')})(?=['"\`/?#$])`);
}
