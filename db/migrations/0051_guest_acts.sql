ALTER TABLE "acts" DROP CONSTRAINT "acts_undone";--> statement-breakpoint
ALTER TABLE "acts" ALTER COLUMN "by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "acts" ADD COLUMN "by_visitor" uuid;--> statement-breakpoint
ALTER TABLE "acts" ADD COLUMN "undone_by_visitor" uuid;--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_by_one" CHECK (num_nonnulls("acts"."by", "acts"."by_visitor") = 1);--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_of_visitor" CHECK (num_nonnulls("acts"."by_visitor", "acts"."undone_by_visitor") = 0 or "acts"."kind" = 'own_move');--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_undone" CHECK (num_nonnulls("acts"."undone_by", "acts"."undone_by_visitor") = num_nonnulls("acts"."undone_at"));