ALTER TABLE "repairs" ADD COLUMN "actor" text;--> statement-breakpoint
ALTER TABLE "repairs" ADD COLUMN "request_id" text;