import { Check, Minus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { RecordTable } from '@/components/ui/record-table';
import { STAFF_ROLES } from '@/db/schema';
import { rolesFor, type Verb } from '@/lib/auth/permissions';

/** The verbs that are told, in order. Several that go together are told as one. */
const TOLD = [
  'seePlanner',
  'bookAtDesk',
  'moveBookings',
  'checkIn',
  'block',
  'blockLong',
  'draftSeries',
  'changeSeries',
  'cancelByPolicy',
  'overridePolicy',
  'setPrice',
  'takeMoney',
  'waiveDue',
  'correctShift',
  'seeMoney',
  'seePeople',
  'setCategory',
  'blockCustomer',
  'mergePeople',
  'seeMessages',
  'seeActivity',
  'seeSetUp',
  'team',
  'apiKeys',
  'deleteClub',
] as const satisfies readonly Verb[];

/** What each role may do at a club, by the table that the verbs ask. */
export async function RoleTable({ labelledBy }: { labelledBy: string }) {
  const [t, tRole] = await Promise.all([getTranslations('team'), getTranslations('desk')]);
  return (
    <RecordTable
      labelledBy={labelledBy}
      head={[t('act'), ...STAFF_ROLES.map((role) => tRole(`role_${role}`))]}
      rows={TOLD.map((verb) => ({
        key: verb,
        cells: [
          t(`may_${verb}`),
          ...STAFF_ROLES.map((role) => (
            <Mark key={role} may={rolesFor(verb).includes(role)} yes={t('yes')} no={t('no')} />
          )),
        ],
      }))}
    />
  );
}

function Mark({ may, yes, no }: { may: boolean; yes: string; no: string }) {
  return may ? (
    <Check role="img" aria-label={yes} className="size-4 text-ok" />
  ) : (
    <Minus role="img" aria-label={no} className="size-4 text-faint" />
  );
}
