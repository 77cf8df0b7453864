import { relations } from 'drizzle-orm';
import { categories, clubs, courts, openingHours, priceRules, specialDays } from './clubs';

/** What is read with a club in one query (orm.drizzle.team/docs/relations). */
export const clubsRelations = relations(clubs, ({ many }) => ({
  courts: many(courts),
  openingHours: many(openingHours),
  specialDays: many(specialDays),
  priceRules: many(priceRules),
  categories: many(categories),
}));

export const courtsRelations = relations(courts, ({ one }) => ({
  club: one(clubs, { fields: [courts.clubId], references: [clubs.id] }),
}));

export const openingHoursRelations = relations(openingHours, ({ one }) => ({
  club: one(clubs, { fields: [openingHours.clubId], references: [clubs.id] }),
}));

export const specialDaysRelations = relations(specialDays, ({ one }) => ({
  club: one(clubs, { fields: [specialDays.clubId], references: [clubs.id] }),
}));

export const priceRulesRelations = relations(priceRules, ({ one }) => ({
  club: one(clubs, { fields: [priceRules.clubId], references: [clubs.id] }),
}));

export const categoriesRelations = relations(categories, ({ one }) => ({
  club: one(clubs, { fields: [categories.clubId], references: [clubs.id] }),
}));
