ALTER TABLE "live_sockets" ADD COLUMN "session_life" text;--> statement-breakpoint
ALTER TABLE "live_sockets" ADD COLUMN "session_ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "socket_tickets" ADD COLUMN "session_life" text;--> statement-breakpoint
ALTER TABLE "socket_tickets" ADD COLUMN "session_ends_at" timestamp with time zone;