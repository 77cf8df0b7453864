import { clsx } from 'clsx';
import { Rows2, Rows3, Rows4 } from 'lucide-react';
import { BOARD_SIZES, readBoardSize } from './board-size';
import type { BoardWords } from '@/components/planner/board-words';
import { chooseBoardSize } from './choose-board-size';

const ICONS = { compact: Rows4, normal: Rows3, large: Rows2 } as const;

/** How high the hours of the board are. It is a form, so that it works without scripts. */
export async function BoardSizeSwitch({ words: { t } }: { words: BoardWords }) {
  const chosen = await readBoardSize();
  return (
    <form action={chooseBoardSize} className="max-xl:hidden">
      <fieldset className="flex">
        <legend className="sr-only">{t('size')}</legend>
        {BOARD_SIZES.map((size) => {
          const Icon = ICONS[size];
          return (
            <button
              key={size}
              type="submit"
              name="size"
              value={size}
              aria-pressed={size === chosen}
              aria-label={t(`size_${size}`)}
              title={t(`size_${size}`)}
              className={clsx(
                'flex size-8 items-center justify-center rounded-button hover:bg-sunken',
                size === chosen ? 'text-ink' : 'text-faint',
              )}
            >
              <Icon aria-hidden className="size-4" strokeWidth={size === chosen ? 2.5 : 1.5} />
            </button>
          );
        })}
      </fieldset>
    </form>
  );
}
