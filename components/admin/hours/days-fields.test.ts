import { expect, test } from 'vitest';
import { daysForm, fieldsOfDay } from './days-fields';

const market = {
  date: '2027-05-15',
  name: { es: 'Feria', en: 'Fair' },
  closed: false,
  holiday: true,
  windows: [
    { opens: '08:00', closes: '10:00' },
    { opens: '12:00', closes: '14:00' },
    { opens: '18:00', closes: '02:00' },
  ],
};

test('a day with more windows than are usual comes back from its form whole', () => {
  const { windows, name_es, name_en, date } = fieldsOfDay(market);
  const values = Object.fromEntries(
    windows.flatMap(({ opens, closes }, place) => [
      [`days.0.${place}.opens`, opens],
      [`days.0.${place}.closes`, closes],
    ]),
  );
  const typed = { 'days.0.date': date, 'days.0.name_es': name_es, 'days.0.name_en': name_en, ...values };
  const { list } = daysForm.parse({ club: 'sol', revision: '1', 'days.0.holiday': 'on', ...typed });
  expect(list.days).toEqual([market]);
});
