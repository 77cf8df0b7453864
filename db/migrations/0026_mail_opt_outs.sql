CREATE TABLE "mail_opt_outs" (
	"mailbox" text NOT NULL,
	"kind" text NOT NULL,
	"opted_out_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_opt_outs_mailbox_kind_pk" PRIMARY KEY("mailbox","kind")
);
