DROP INDEX "court_days_date_idx";--> statement-breakpoint
-- Lists what is taken of the courts of a club, from the index alone.
CREATE INDEX court_days_taken_idx ON court_days (club_id, local_date) INCLUDE (court_id, taken_minutes);
