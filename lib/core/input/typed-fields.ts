/** Fields whose text no page may show again. */
const SECRET_FIELD = /password|^(?:step_up|current|code|token)$/;

/** What was typed into a form, without its secrets, for the page that asks for it again. */
export const typedFields = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET_FIELD.test(name)));
