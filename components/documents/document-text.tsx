import Markdown, { type Components } from 'react-markdown';
import { Link } from '@/components/shared/link';

const anchor = 'underline decoration-edge underline-offset-3 hover:decoration-ink';

const parts: Components = {
  h2: ({ children }) => <h2 className="mt-5 text-title">{children}</h2>,
  p: ({ children }) => <p className="break-words">{children}</p>,
  ul: ({ children }) => <ul className="grid list-disc gap-2 pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="grid list-decimal gap-2 pl-5">{children}</ol>,
  strong: ({ children }) => <strong className="font-strong">{children}</strong>,
  code: ({ children }) => <code className="rounded-sm bg-sunken px-1 text-note">{children}</code>,
  a: ({ href = '', children }) =>
    href.startsWith('/') ? (
      <Link href={href} className={anchor}>
        {children}
      </Link>
    ) : (
      <a href={href} className={anchor}>
        {children}
      </a>
    ),
};

/** A text in Markdown, drawn on the server. HTML in it is shown as it is typed. */
export const DocumentText = ({ markdown }: { markdown: string }) => (
  <Markdown components={parts}>{markdown}</Markdown>
);
