import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { customers } from '@/db/schema';
import { linkCustomers } from '@/lib/auth/links/link-customers';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { emailAddress } from '@/lib/core/input/email-address';
import { keptText } from '@/lib/core/input/kept-text';
import { personName } from '@/lib/core/input/person-name';
import { readPhone } from '@/lib/core/input/phone-number';
import { recordChange } from '@/lib/records/audit';
import { customerWords } from '@/lib/core/input/customer-words';
import { findExact } from './people/find-exact';
import { assertRevision, type Customer, findCustomer, lockCustomer } from './read-customers';

const details = {
  email: emailAddress.nullable().optional(),
  /** Without a country code it is read as of the club's country. */
  phone: z.string().trim().max(40).nullable().optional(),
  note: keptText(2000).nullable().optional(),
  category: z.string().max(40).nullable().optional(),
};
export const newCustomerSchema = z.strictObject({ name: personName, ...details });
export const customerChangesSchema = z.strictObject({
  revision: z.int().min(0),
  name: personName.optional(),
  ...details,
});

type Changes = Omit<z.output<typeof customerChangesSchema>, 'revision'>;

/**
 * Writes a person into a club's people. An account with that verified address is linked at once.
 * @throws AppError `conflict` with the `id` of whoever has that address at this club, `invalid_input` for an unknown
 *   category or a number that cannot be dialled, `not_found`, `forbidden`, `unauthenticated`
 */
export async function addCustomer(
  ctx: Context,
  clubId: number,
  wanted: z.output<typeof newCustomerSchema>,
): Promise<Customer> {
  requireMay(ctx, clubId, 'changePeople');
  if (wanted.category != null) requireMay(ctx, clubId, 'setCategory');
  const club = await getClub(String(clubId));
  return changeOrPreview(ctx, async (tx) => {
    await assertNewAddress(tx, clubId, wanted.email ?? null);
    const id = await insertCustomer(tx, ctx, club, wanted);
    if (id === undefined) throw await knownAddress(tx, clubId, wanted.email ?? '');
    return findCustomer(tx, ctx, id, 'seePeople');
  });
}

/**
 * Writes a new person in the caller's transaction. Undefined when somebody at the club has that address by now.
 * @throws AppError `invalid_input`
 */
export async function insertCustomer(
  tx: Tx,
  ctx: Context,
  club: Club,
  wanted: z.output<typeof newCustomerSchema>,
): Promise<string | undefined> {
  const values = { name: wanted.name, ...written(club, wanted) };
  const [row] = await tx
    .insert(customers)
    .values({ clubId: club.id, ...values, words: customerWords(values) })
    .onConflictDoNothing()
    .returning({ id: customers.id });
  if (!row) return undefined;
  if (values.email) await linkCustomers(tx, values.email);
  await record(tx, ctx, row.id, 'added', Object.keys(values));
  return row.id;
}

/**
 * Changes the given fields of a person at a club. A category is for managers, and name, mail and number of somebody
 * who gave them with an account stay theirs.
 * @throws AppError `conflict` for an older revision, for the words of an account, and with the `id` of whoever has that
 *   address; `invalid_input`, `not_found`, `forbidden`, `unauthenticated`
 */
export async function changeCustomer(
  ctx: Context,
  id: string,
  { revision, category, ...words }: z.output<typeof customerChangesSchema>,
): Promise<Customer> {
  return changeOrPreview(ctx, async (tx) => {
    const before = await lockCustomer(tx, ctx, id, 'changePeople');
    await assertRevision(tx, before, revision);
    // A category that no price names any more may be sent back unchanged.
    const changes = category === undefined || category === before.category ? words : { ...words, category };
    if ('category' in changes) requireMay(ctx, before.clubId, 'setCategory', 'customer');
    const values = written(await getClub(String(before.clubId)), changes);
    assertOwnWords(before, values);
    if (values.email && values.email !== before.email)
      await assertNewAddress(tx, before.clubId, values.email);
    await write(tx, before, values);
    if (values.email) await linkCustomers(tx, values.email);
    await record(tx, ctx, before.id, 'changed', Object.keys(values));
    return findCustomer(tx, ctx, before.id, 'seePeople');
  });
}

/** What is stored of the given fields. */
function written(club: Club, { phone, category, ...rest }: Changes) {
  return {
    ...rest,
    ...(phone !== undefined && { phone: phone === null || phone === '' ? null : dialled(club, phone) }),
    ...(category !== undefined && { category: category === null ? null : offered(club, category) }),
  };
}

/**
 * A typed number as E.164, read as of the club's country.
 * @throws AppError `invalid_input` at the field
 */
export function dialled(club: Club, typed: string, field = 'phone'): string {
  const phone = readPhone(typed, club.country);
  if (phone !== null) return phone;
  throw new AppError('invalid_input', 'This telephone number cannot be dialled.', {
    fields: { [field]: ['must be a telephone number'] },
  });
}

function offered(club: Club, category: string): string {
  const codes = listOfferedCategories(club);
  if (codes.includes(category)) return category;
  throw new AppError('invalid_input', 'No price of this club names that category.', {
    fields: {
      category: [codes.length === 0 ? 'the club has no categories' : `must be one of ${codes.join(', ')}`],
    },
  });
}

/** The categories that the club's price rules name, in their order. */
export const listOfferedCategories = ({ priceRules }: Pick<Club, 'priceRules'>): string[] => [
  ...new Set(priceRules.flatMap(({ category }) => category ?? [])),
];

async function assertNewAddress(tx: Tx, clubId: number, email: string | null): Promise<void> {
  if (email !== null && (await findByAddress(tx, clubId, email))) throw await knownAddress(tx, clubId, email);
}

/** Who has this address at a club, by its own words or by their account. */
export async function findByAddress(tx: Tx, clubId: number, email: string): Promise<string | undefined> {
  const [known] = await findExact(tx, clubId, email, null);
  return known;
}

async function knownAddress(tx: Tx, clubId: number, email: string): Promise<AppError> {
  const id = await findByAddress(tx, clubId, email);
  return new AppError('conflict', 'Somebody at this club has this address.', {
    details: { id },
    fields: { email: ['is the address of somebody at this club'] },
  });
}

/** Of somebody who came with an account, the club writes only category and note. */
function assertOwnWords(customer: Customer, { name, email, phone }: Changes): void {
  if (customer.userId === null) return;
  const theirs = customer.clubsWords ? [email] : [name, email, phone];
  if (theirs.every((value) => value === undefined)) return;
  throw new AppError('conflict', 'This person has an account, and changes that there.');
}

const NAMED = ['name', 'email', 'phone'] as const;

const wordsAfter = (before: Customer, values: Changes): string =>
  customerWords({
    name: values.name ?? before.name,
    email: values.email === undefined ? before.email : values.email,
    phone: values.phone === undefined ? before.phone : values.phone,
  });

async function write(tx: Tx, before: Customer, values: Changes): Promise<void> {
  await tx
    .update(customers)
    .set({
      ...values,
      ...(NAMED.some((field) => values[field] !== undefined) && { words: wordsAfter(before, values) }),
      revision: before.revision + 1,
      updatedAt: sql`now()`,
    })
    .where(eq(customers.id, before.id));
}

/** The audit is never erased, so it names the fields and no values. */
const record = (tx: Tx, ctx: Context, id: string, to: 'added' | 'changed', fields: string[]) =>
  recordChange(tx, ctx, {
    entity: 'customer',
    entityId: id,
    from: null,
    to,
    detail: { fields },
    asStaff: true,
  });
