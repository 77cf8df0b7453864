import type { Locale, StaffRole } from '@/lib/core/context';
import type { InvitationFacts } from '@/lib/notices/notice-facts';
import type { Words } from './notice-copy-types';

const ROLES: Record<Locale, Record<StaffRole, string>> = {
  es: { owner: 'propietario', manager: 'responsable', desk: 'recepción', accountant: 'contabilidad' },
  en: { owner: 'owner', manager: 'manager', desk: 'reception', accountant: 'accounting' },
};

/** The words of an invitation to a club's team, in each language. */
export const INVITATION_WORDS: Record<Locale, (facts: InvitationFacts) => Words> = {
  es: (f) => ({
    subject: `${f.clubName} te invita a su equipo en Pista`,
    title: `Únete al equipo de ${f.clubName}`,
    body: [
      `${f.inviterName} te invita al equipo de ${f.clubName}, con el papel de ${ROLES.es[f.role]}.`,
      `La invitación vale una vez, hasta el ${f.until}, para quien use esta dirección de correo. Si no la esperabas, no hagas nada.`,
    ],
    preheader: `Tu papel: ${ROLES.es[f.role]}. La invitación vale una vez, hasta el ${f.until}.`,
  }),
  en: (f) => ({
    subject: `${f.clubName} invites you to its team on Pista`,
    title: `Join the team of ${f.clubName}`,
    body: [
      `${f.inviterName} invites you to the team of ${f.clubName}, in the role of ${ROLES.en[f.role]}.`,
      `The invitation works once, until ${f.until}, for whoever uses this mail address. If you did not expect it, do nothing.`,
    ],
    preheader: `Your role: ${ROLES.en[f.role]}. The invitation works once, until ${f.until}.`,
  }),
};
