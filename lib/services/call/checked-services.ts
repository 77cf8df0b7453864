/** The services whose health is asked; the club directory is read by a job that reports for itself. */
export const CHECKED = ['database', 'cache', 'payment', 'email', 'sms', 'jobs'] as const;
export type CheckedService = (typeof CHECKED)[number];
