/**
 * One run for each row at a time. While it waits, the sweep's events for the row start no other.
 * @param id the field of the event's data that names the row
 */
export const onePer = (id: string) => ({ key: `event.data.${id}`, mode: 'skip' }) as const;
