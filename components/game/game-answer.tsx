import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Person } from '@/lib/core/context';
import type { Game } from '@/lib/reservations/game/get-game';
import { takenOf } from './view-game';

type Actions = { join: FormAction<void>; decline: FormAction<void> };

type Props = {
  token: string;
  game: Game;
  host: string;
  account: Pick<Person, 'name'> | null;
  /** What this reader has just said, by the address of the page. */
  told: string | string[] | undefined;
  actions: Actions;
};

/** What the reader of a game's link can say: that they come, or that they do not. */
export async function GameAnswer({ token, game, host, account, told, actions }: Props) {
  const t = await getTranslations('game');
  const { reader, reservationId } = game;
  if (reader.kind === 'host')
    return (
      <Callout title={t('hostTitle')}>
        <Link href={`/reservations/${reservationId}`} className={button({ className: 'mt-3' })}>
          {t('hostOpen')}
        </Link>
      </Callout>
    );
  if (told === 'declined' && reader.kind !== 'player')
    return (
      <Callout tone="confirmed" urgent title={t('declinedTitle')}>
        {t('declinedText', { host })}
      </Callout>
    );
  if (!game.isOpen)
    return (
      <Callout tone="held" title={t('closedTitle')}>
        {t('closedText')}
      </Callout>
    );
  if (reader.kind === 'off')
    return (
      <Callout tone="confirmed" title={t('offTitle')}>
        {t('offText', { host })}
      </Callout>
    );
  if (reader.kind === 'player' && reader.accepted)
    return (
      <div className="grid gap-4">
        <Joined hasAccount={account !== null} />
        <Leave token={token} host={host} decline={actions.decline} />
      </div>
    );
  if (reader.kind === 'player')
    return (
      <Card className="grid gap-4 p-5 sm:p-6">
        <h2 className="text-title">{t('askListed', { host })}</h2>
        <Join token={token} host={host} asks={false} join={actions.join} />
        <Leave token={token} host={host} decline={actions.decline} />
      </Card>
    );
  if (told === 'joined') return <Joined hasAccount={false} />;
  return <Newcomer token={token} game={game} host={host} account={account} actions={actions} />;
}

async function Joined({ hasAccount }: { hasAccount: boolean }) {
  const t = await getTranslations('game');
  return (
    <Callout tone="confirmed" urgent title={t('inTitle')}>
      {hasAccount ? (
        <Link href="/reservations" className={button({ look: 'secondary', className: 'mt-3' })}>
          {t('inGames')}
        </Link>
      ) : (
        t('inText')
      )}
    </Callout>
  );
}

async function Newcomer({ token, game, host, account, actions }: Omit<Props, 'told'>) {
  const t = await getTranslations('game');
  if (takenOf(game) >= game.seats)
    return (
      <Callout tone="held" title={t('fullTitle')}>
        {t('fullText', { host })}
      </Callout>
    );
  const knownAs = account?.name ?? null;
  return (
    <Card className="grid gap-4 p-5 sm:p-6">
      <h2 className="text-title">{t('ask')}</h2>
      {knownAs !== null && <p>{t('asAccount', { name: knownAs })}</p>}
      <Join
        token={token}
        host={host}
        asks={knownAs === null && (account === null ? 'nameAndMail' : 'name')}
        join={actions.join}
      />
      <Refuse token={token} host={host} asksName={knownAs === null} decline={actions.decline} />
    </Card>
  );
}

type JoinProps = {
  token: string;
  host: string;
  /** What a newcomer has to say. */
  asks: 'nameAndMail' | 'name' | false;
  join: FormAction<void>;
};

async function Join({ token, host, asks, join }: JoinProps) {
  const [t, players] = await Promise.all([getTranslations('game'), getTranslations('players')]);
  const words = await errorWords();
  return (
    <ActionForm action={join} words={words} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      {asks !== false && <NameField />}
      {asks === 'nameAndMail' && (
        <FormText
          label={t('email')}
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          required
          hint={t('emailHint', { host })}
          unfit={players('emailInvalid')}
        />
      )}
      <SubmitButton className="w-full">{t('join')}</SubmitButton>
    </ActionForm>
  );
}

type AnswerProps = { token: string; host: string; decline: FormAction<void> };

/** For who is on the list. */
async function Leave({ token, host, decline }: AnswerProps) {
  const t = await getTranslations('game');
  const words = await errorWords();
  return (
    <ActionForm action={decline} words={words} className="grid gap-2">
      <input type="hidden" name="token" value={token} />
      <SubmitButton look="secondary" className="w-full">
        {t('leave')}
      </SubmitButton>
      <p className="text-ink-soft text-note">{t('leaveText', { host })}</p>
    </ActionForm>
  );
}

/** For who is not. */
async function Refuse({ token, host, asksName, decline }: AnswerProps & { asksName: boolean }) {
  const t = await getTranslations('game');
  const words = await errorWords({ rate_limited: t('tooMany') });
  return (
    <ActionForm
      action={decline}
      words={words}
      folded={{
        summary: (
          <summary className="flex min-h-11 items-center font-strong text-court-text hover:underline">
            {t('cannot')}
          </summary>
        ),
      }}
      className="mt-1 grid gap-3"
    >
      <input type="hidden" name="token" value={token} />
      <p className="text-ink-soft text-note">{t('cannotText', { host })}</p>
      {asksName && <NameField />}
      <SubmitButton look="secondary">{t('cannotDo')}</SubmitButton>
    </ActionForm>
  );
}

async function NameField() {
  const [t, players] = await Promise.all([getTranslations('game'), getTranslations('players')]);
  return (
    <FormText
      label={t('name')}
      name="name"
      autoComplete="name"
      maxLength={80}
      required
      unfit={players('nameInvalid')}
    />
  );
}
