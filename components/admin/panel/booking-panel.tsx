import { X } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ComponentProps } from 'react';
import { type PlayerActions, Players } from '@/components/reservation/players';
import { Link } from '@/components/shared/link';
import type { FormAction } from '@/components/ui/action-form';
import type { CancellationChoice } from '@/lib/cancellations/preview-cancellation';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { UndoableAct } from '@/lib/desk/acts/find-undoable';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';
import { isGame } from '@/lib/ledger/game';
import { type ActActions, ActForms } from './act-forms';
import { BookingHead } from './booking-head';
import { CancelAtDesk } from './cancel-at-desk';
import { DetailsForm } from './details-form';
import type { DueActions } from './due-forms';
import { History } from './history';
import { MoneySection } from './money-section';
import { PanelFrame } from './panel-frame';
import { PanelMessages } from './panel-messages';
import { PanelSection } from './panel-section';
import { PlayerMark } from './player-mark';
import type { PresenceAct } from './presence-acts';

type PanelActions = {
  acts: ActActions;
  cancel: FormAction<unknown>;
  players: PlayerActions & { mark: FormAction<unknown> };
  dues: DueActions;
  change: FormAction<unknown>;
  resend: FormAction<unknown>;
};

type Props = {
  booking: ClubBooking;
  now: number;
  /** The page beneath, without its language. */
  closeHref: string;
  /** The ways to cancel it. None for a role that may not, and once it is over. */
  choices: readonly CancellationChoice[];
  /** What may be noted now about who came. */
  presence: readonly PresenceAct[];
  /** The last act, while this reader can take it back. */
  undoable: UndoableAct | null;
  /** Where it is moved, and its court delayed. */
  moveHrefs: ComponentProps<typeof ActForms>['moveHrefs'];
  /** Where it is made a series. */
  repeatHref: ComponentProps<typeof ActForms>['repeatHref'];
  /** How it comes back once it was cancelled. */
  restore: ComponentProps<typeof ActForms>['restore'];
  /** What this role may do now. */
  may: {
    changeDetails: boolean;
    changePlayers: boolean;
    checkIn: boolean;
    resend: boolean;
    takeMoney: boolean;
    payOut: boolean;
    waiveDue: boolean;
  };
  actions: PanelActions;
};

/** A booking beside the page of a club's staff, in sections that the keys 1 to 5 lead to. */
export async function BookingPanel(props: Props) {
  const { booking, now, closeHref, choices, may, actions } = props;
  const [t, locale] = await Promise.all([getTranslations('panel'), getLocale()]);
  const sections = SECTIONS.filter((section) => shows(section, booking, may.changeDetails));
  const keyOf = (section: Section) => sections.indexOf(section) + 1;
  return (
    <PanelFrame
      key={booking.id}
      labelledBy="panel-title"
      closeHref={inLocale(closeHref, locale)}
      sections={sections.map(sectionId)}
    >
      <Link
        href={closeHref}
        scroll={false}
        aria-label={t('close')}
        className="absolute top-2 right-2 flex size-11 items-center justify-center rounded-md hover:bg-sunken"
      >
        <X aria-hidden className="size-5" />
      </Link>
      <BookingHead booking={booking} now={now} />
      <div className="grid gap-3 px-5 pb-4">
        <ActForms
          booking={booking}
          presence={props.presence}
          undoable={props.undoable}
          mayLock={may.changeDetails && booking.status === 'confirmed'}
          moveHrefs={props.moveHrefs}
          repeatHref={props.repeatHref}
          restore={props.restore}
          actions={actions.acts}
        />
        {choices.length > 0 && <CancelAtDesk booking={booking} choices={choices} cancel={actions.cancel} />}
      </div>
      {sections.includes('money') && (
        <>
          <PanelSection id={sectionId('money')} title={t('money')} number={keyOf('money')}>
            <MoneySection booking={booking} may={may} actions={actions.dues} />
          </PanelSection>
          <PanelSection id={sectionId('players')} title={t('players')} number={keyOf('players')}>
            <Players
              reservation={booking}
              own={false}
              actions={may.changePlayers ? actions.players : null}
              {...(may.checkIn && {
                beside: (player) => <PlayerMark player={player} mark={actions.players.mark} />,
              })}
            />
          </PanelSection>
        </>
      )}
      {sections.includes('messages') && (
        <PanelSection id={sectionId('messages')} title={t('messages')} number={keyOf('messages')}>
          <PanelMessages booking={booking} resend={may.resend ? actions.resend : null} />
        </PanelSection>
      )}
      {sections.includes('details') && (
        <PanelSection id={sectionId('details')} title={t('details')} number={keyOf('details')}>
          {may.changeDetails ? (
            <DetailsForm booking={booking} change={actions.change} />
          ) : (
            <p className="whitespace-pre-line break-words">{booking.note}</p>
          )}
        </PanelSection>
      )}
      <PanelSection id={sectionId('history')} title={t('history')} number={keyOf('history')}>
        <History entries={booking.history} timeZone={booking.club.timeZone} />
      </PanelSection>
    </PanelFrame>
  );
}

const SECTIONS = ['money', 'players', 'messages', 'details', 'history'] as const;
type Section = (typeof SECTIONS)[number];

const sectionId = (section: Section) => `panel-${section}`;

/** A block has no money and no players. */
function shows(section: Section, { kind, notices, note }: ClubBooking, mayNote: boolean): boolean {
  switch (section) {
    case 'money':
    case 'players':
      return isGame({ kind });
    case 'messages':
      return notices.length > 0;
    case 'details':
      return mayNote || (note !== null && note !== '');
    case 'history':
      return true;
  }
}
