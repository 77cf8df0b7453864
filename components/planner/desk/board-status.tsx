import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { DeskWords } from './board-config';
import type { Status } from './use-status';

/** What the board says aloud, and what went wrong, with the way to do it all the same where there is one. */
export function BoardStatus({ status, words }: { status: Status; words: DeskWords }) {
  const { problem } = status;
  return (
    <>
      <p role="status" className="sr-only">
        {status.said}
      </p>
      {problem && (
        <div
          role="alert"
          className="fixed inset-x-4 bottom-20 z-40 mx-auto flex max-w-xl items-center gap-3 rounded-md border border-danger bg-danger-tint px-4 py-2 text-danger-text shadow-float md:bottom-6"
        >
          <p className="flex-1">{problem.text}</p>
          {problem.retry && (
            <Button
              look="secondary"
              size="dense"
              onClick={() => {
                status.complain(null);
                problem.retry?.run();
              }}
            >
              {problem.retry.label}
            </Button>
          )}
          <button
            type="button"
            aria-label={words.close}
            onClick={() => status.complain(null)}
            className="flex size-11 items-center justify-center rounded-md"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
      )}
    </>
  );
}
