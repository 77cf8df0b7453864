import { slugOf } from '@/lib/core/input/fold-text';
import type { Random } from './random';

export const FIRST = [
  'Lucía',
  'Mateo',
  'Sofía',
  'Hugo',
  'Martina',
  'Leo',
  'Paula',
  'Álvaro',
  'Elena',
  'Diego',
  'Irene',
  'Marcos',
  'Nerea',
  'Adrián',
  'Clara',
  'Rubén',
  'Alba',
  'Javier',
  'Noa',
  'Óscar',
  'Beatriz',
  'Iván',
  'Silvia',
  'Gonzalo',
  'Aitana',
  'Sergio',
  'Carla',
  'Nicolás',
  'Marta',
  'Bruno',
];
export const LAST = [
  'García',
  'Moreno',
  'Serrano',
  'Iglesias',
  'Navarro',
  'Domínguez',
  'Cano',
  'Herrera',
  'Peña',
  'Gil',
  'Ibáñez',
  'Campos',
  'Vicente',
  'Lozano',
  'Benítez',
  'Rojas',
  'Pascual',
  'Sáez',
  'Nieto',
  'Crespo',
  'Varela',
  'Esteban',
  'Marín',
  'Ortega',
  'Rey',
  'Hidalgo',
  'Soler',
  'Aguado',
  'Blasco',
  'Redondo',
];

/** A made-up person's name. */
export const inventName = (random: Random): string =>
  `${random.pick(FIRST)} ${random.pick(LAST)} ${random.pick(LAST)}`;

/** `Sofía Peña Gil` → `sofia.pena.gil`. */
export const mailboxOf = (name: string): string => slugOf(name).replaceAll('-', '.');
