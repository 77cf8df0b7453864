import ICAL from 'ical.js';

/** A calendar file, read with the zone data of the file alone. */
export function readCalendar(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const [component, ...others] = calendar.getAllSubcomponents('vevent');
  const zone = calendar.getFirstSubcomponent('vtimezone');
  if (!component || others.length > 0 || !zone) throw new Error('the file has not one event and its zone');
  const event = new ICAL.Event(component);
  return {
    calendar,
    component,
    event,
    method: calendar.getFirstPropertyValue('method'),
    status: component.getFirstPropertyValue('status'),
    startsAt: instantOf(event.startDate, zone),
    endsAt: instantOf(event.endDate, zone),
  };
}

function instantOf(time: ICAL.Time, zone: ICAL.Component): Date {
  if (time.zone !== ICAL.Timezone.utcTimezone) time.zone = new ICAL.Timezone(zone);
  return new Date(time.toUnixTime() * 1000);
}
