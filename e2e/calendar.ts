/** The events of an iCalendar file (RFC 5545), each as its properties; parameters such as TZID are left out. */
export function readCalendar(file: string): Map<string, string>[] {
  const lines = file.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const events: Map<string, string>[] = [];
  let open: Map<string, string> | undefined;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') open = new Map();
    else if (line === 'END:VEVENT' && open) {
      events.push(open);
      open = undefined;
    } else {
      const [, name, value] = /^([A-Z-]+)[^:]*:(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) open?.set(name, value);
    }
  }
  return events;
}

/** `2026-05-02T08:00:00.000Z` as iCalendar writes it: `20260502T080000Z`. */
export const calendarInstant = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '');
