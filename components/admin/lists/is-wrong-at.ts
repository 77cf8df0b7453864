/** Whether the answer says something of a field, or of a part of it. */
export const isWrongAt = (errors: Readonly<Record<string, string[]>>, field: string): boolean =>
  Object.keys(errors).some((name) => name === field || name.startsWith(`${field}.`));
