/**
 * Whether a browser says that it is on a phone. Their names have `Mobi` in them, those of tablets may not.
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent
 */
export const isPhone = (headers: Headers): boolean => /Mobi/.test(headers.get('user-agent') ?? '');
