import { type SQL, sql } from 'drizzle-orm';
import { IS_LOST } from '@/lib/accounts/club-keys/end-lost-keys';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { BACK_BY, LEGAL_CHANGES } from '@/lib/ledger/states';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { endKey, keepNewestRole } from './repair-access';
import { writeDownState } from './repair-rows';

const endsTheKey = mend('checks.repair.end_key', endKey);

/** The audit's entries for a payment whose status does not change. */
const RETAINED = 'retained_by_policy';

const among = (changes: typeof LEGAL_CHANGES) =>
  sql`(values ${sql.join(
    changes.map(({ entity, from, to }) => sql`(${entity}, ${from ?? '-'}, ${to})`),
    sql`, `,
  )})`;
const WAYS_BACK = among(LEGAL_CHANGES.filter(({ isWayBack }) => isWayBack));
const LEGAL = among(LEGAL_CHANGES);
/** Whether an undo or a restoration made a change. */
const IS_TAKEN_BACK = sql.join(
  BACK_BY.map((by) => sql`detail ->> ${by}::text is not null`),
  sql` or `,
);

/** The last state of an object in the audit, by its index, since the audit is the longest table. */
const lastState = (entity: 'reservation' | 'payment' | 'refund', id: SQL) => sql`(select to_state from audit
  where entity = ${entity} and entity_id = ${id}::text and to_state <> ${RETAINED} order by id desc limit 1)`;

/** What must hold of the audit and of permissions. */
export const AUDIT_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I18',
    type: 'transition_not_allowed',
    means: 'checks.transition_not_allowed.means',
    rows: sql`select 'audit:' || id as object_id from audit
      where entity in ('reservation', 'payment', 'refund') and from_state is distinct from to_state
        and to_state <> ${RETAINED} and ((entity, coalesce(from_state, '-'), to_state) not in ${LEGAL}
          or ((entity, coalesce(from_state, '-'), to_state) in ${WAYS_BACK} and (${IS_TAKEN_BACK}) is not true))`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: 'checks.transition_not_allowed.advice',
    },
  },
  {
    id: 'I19',
    type: 'status_not_audited',
    means: 'checks.status_not_audited.means',
    rows: sql`select r.id as object_id from reservations r where ${lastState('reservation', sql`r.id`)} is distinct from r.status
      union all
      select p.id from payments p where coalesce(${lastState('payment', sql`p.id`)}, 'pending') <> p.status
      union all
      select f.id from refunds f where ${lastState('refund', sql`f.id`)} is distinct from f.status`,
    offer: mend('checks.status_not_audited.mend', writeDownState),
  },
  {
    id: 'I23',
    type: 'token_not_hashed',
    means: 'checks.token_not_hashed.means',
    rows: sql`select id as object_id from api_tokens where token_hash !~ '^[0-9a-f]{64}$'`,
    offer: endsTheKey,
  },
  {
    id: 'I24',
    type: 'staff_action_without_role',
    means: 'checks.staff_action_without_role.means',
    rows: sql`select 'audit:' || a.id as object_id from audit a join reservations r on a.entity = 'reservation' and a.entity_id = r.id::text
      where a.actor like 'staff:%' and not exists (
        select from staff_roles s where s.club_id = r.club_id and 'staff:' || s.user_id = a.actor
          and s.created_at <= a.at and (s.revoked_at is null or s.revoked_at > a.at))
        and not exists (select from users u where 'staff:' || u.id = a.actor and u.operator_since <= a.at)
        and not exists (select from audit ended where ended.entity = 'user' and ended.entity_id = substr(a.actor, length('staff:') + 1)
          and ended.to_state = 'operator_revoked' and ended.id > a.id
          and (ended.detail ->> 'operator_since')::timestamptz <= a.at)`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: 'checks.staff_action_without_role.advice',
    },
  },
  {
    id: 'E07',
    type: 'access_of_gone_user',
    means: 'checks.access_of_gone_user.means',
    rows: sql`select t.id as object_id from api_tokens t join users u on u.id = t.user_id
      where t.revoked_at is null and (u.erased_at is not null or u.disabled_at is not null)`,
    offer: endsTheKey,
  },
  {
    id: 'E08',
    type: 'key_of_lost_maker',
    means: 'checks.key_of_lost_maker.means',
    rows: sql`select id as object_id from api_tokens 
      where revoked_at is null and (expires_at is null or expires_at > now()) and ${IS_LOST}`,
    offer: endsTheKey,
  },
  {
    id: 'I31',
    type: 'club_without_owner',
    means: 'checks.club_without_owner.means',
    rows: sql`select c.id as object_id from clubs c where c.deleted_at is null
      and not exists (select from staff_roles s where s.club_id = c.id and s.revoked_at is null and s.role = 'owner')
      and exists (select from staff_roles s where s.club_id = c.id)`,
    offer: byHand(
      {
        command: `psql "$DATABASE_URL" -c "update staff_roles set role = 'owner' where club_id = {id} and revoked_at is null and user_id = (select id from users where email = '…')"`,
      },
      'checks.club_without_owner.advice',
    ),
  },
  {
    id: 'F05',
    type: 'role_twice',
    means: 'checks.role_twice.means',
    rows: sql`select min(id::text) as object_id from staff_roles where revoked_at is null
      group by club_id, user_id having count(*) > 1`,
    offer: mend('checks.role_twice.mend', keepNewestRole),
  },
  {
    id: 'D04',
    type: 'row_from_the_future',
    means: 'checks.row_from_the_future.means',
    rows: sql`select id::text as object_id from reservations where created_at > now() + interval '1 minute'
      union all select id::text from payments where created_at > now() + interval '1 minute'
      union all select id::text from refunds where created_at > now() + interval '1 minute'
      union all select id::text from notices where created_at > now() + interval '1 minute'
      union all select id::text from audit where at > now() + interval '1 minute'`,
    offer: byHand({ page: sitePaths.opsServices }, 'checks.row_from_the_future.advice'),
  },
];
