/** Why an item stays where it is. */
export type FixedReason = 'locked' | 'held' | 'closure' | 'no_show' | 'role';
