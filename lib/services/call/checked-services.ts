/** The services whose health is checked. The club directory's job reports for itself. */
export const CHECKED = ['database', 'cache', 'payment', 'email', 'sms', 'jobs'] as const;
export type CheckedService = (typeof CHECKED)[number];
