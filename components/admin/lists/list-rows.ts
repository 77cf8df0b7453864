type Errors = Readonly<Record<string, string[]>>;

/** An item of a list as its form has it. */
export type ListRow<Fields> = {
  /** Another one after each answer, since an item has no name of its own until it is saved. */
  key: string;
  index: number;
  fields: Fields;
  /** Whether it is the empty row for what comes new. */
  isNew: boolean;
  /** The name of one of its inputs. */
  at: (field: string) => string;
  /** Whether the answer says something of a field, or of the row when none is named. */
  isWrong: (field?: string) => boolean;
};

type Form<Fields> = {
  /** The name of the list, with which those of its inputs begin. */
  list: string;
  draft: readonly Fields[];
  empty: Fields;
  attempt: number;
  errors: Errors;
};

/** The rows of the form of a list, the empty one last. */
export const listRows = <Fields>({ list, draft, empty, attempt, errors }: Form<Fields>): ListRow<Fields>[] =>
  [...draft, empty].map((fields, index) => {
    const row = `${list}.${index}`;
    return {
      key: `${attempt}-${index}`,
      index,
      fields,
      isNew: index === draft.length,
      at: (field) => `${row}.${field}`,
      isWrong: (field) => isWrongAt(errors, field === undefined ? row : `${row}.${field}`),
    };
  });

const isWrongAt = (errors: Errors, field: string): boolean =>
  Object.keys(errors).some((name) => name === field || name.startsWith(`${field}.`));
