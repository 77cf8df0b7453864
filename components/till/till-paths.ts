import { deskPath } from '@/components/admin/desk-pages';

/** The addresses below the till's page, without their language. */
export const shiftsPath = (club: string) => `${deskPath(club, 'till')}/shifts` as const;
export const shiftPath = (club: string, shiftId: string) => `${shiftsPath(club)}/${shiftId}` as const;
export const linksPath = (club: string) => `${deskPath(club, 'till')}/links` as const;
