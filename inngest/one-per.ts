/**
 * One run for each row at a time: while its run waits in a long queue or for a next try, the sweep's nudges for the row
 * start no other, which would only make the queue longer for everybody.
 * @param id the field of the event's data that names the row
 */
export const onePer = (id: string) => ({ key: `event.data.${id}`, mode: 'skip' }) as const;
