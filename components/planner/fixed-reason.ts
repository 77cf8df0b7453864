/** Why an item stays where it is. */
export const FIXED_REASONS = ['locked', 'held', 'closure', 'no_show', 'role'] as const;
export type FixedReason = (typeof FIXED_REASONS)[number];
