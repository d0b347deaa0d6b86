// Signing in with a ticket. Opening the link asks; only the button uses it.
import type { TicketHolder } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CallError } from '../../api/call.ts';
import { Logo } from '../../components/logo.tsx';
import { Fault } from '../../components/rows.tsx';
import { faultText } from '../../frame/resource.ts';
import { Heading, Shell } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import type { Page } from '../../places.ts';
import { t } from '../../texts/texts.ts';
import { HowToSignIn } from './landing.tsx';

const sentenceOf = (error: unknown): string =>
  error instanceof CallError && error.fault.error === 'sign-in-refused'
    ? t('signIn').refused
    : faultText(error);

const holderText = ({ name, username }: TicketHolder): string => (username ? `${name} (@${username})` : name);

/** Asks who the ticket is for, and uses it. */
export const Ticket = ({
  ticket,
  title: Title,
  onSignedIn,
}: {
  ticket: string;
  title: (props: { children: string }) => JSX.Element;
  onSignedIn: (token?: string) => void;
}): JSX.Element => {
  const { call } = useSteward();
  const [holder, setHolder] = useState<TicketHolder>();
  const [fault, setFault] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    setHolder(undefined);
    setFault(undefined);
    call('POST /api/ticket', { ticket }).then(setHolder, (error) => setFault(sentenceOf(error)));
  }, [ticket]);
  const use = async () => {
    setBusy(true);
    try {
      const { token } = await call('POST /api/ticket/use', { ticket });
      onSignedIn(token);
    } catch (error) {
      setFault(sentenceOf(error));
      setHolder(undefined);
      setBusy(false);
    }
  };
  const texts = t('signIn');
  if (fault)
    return (
      <>
        <Title>{t('frame').places.login}</Title>
        <Fault text={fault} />
      </>
    );
  if (!holder) return <Title>{texts.asking}</Title>;
  return (
    <>
      <Title key="question">{texts.question(holderText(holder))}</Title>
      <p class="lead">{texts.through(holder.bot)}</p>
      <button type="button" class="button" disabled={isBusy} onClick={() => void use()}>
        {texts.yes}
      </button>
      <p class="note">{texts.notYou}</p>
    </>
  );
};

export const Login = ({
  ticket,
  to = 'dashboard',
}: {
  ticket: string | undefined;
  /** Where one is once signed in. */
  to?: Page;
}): JSX.Element => {
  const { router, enter } = useSteward();
  return (
    <Shell pages={[]}>
      <div class="narrow">
        <Logo />
        {ticket ? (
          <Ticket
            ticket={ticket}
            title={Heading}
            onSignedIn={async (token) => {
              await enter?.(token);
              router.go(to);
            }}
          />
        ) : (
          <>
            <Heading>{t('frame').places.login}</Heading>
            <p class="lead">{t('signIn').noTicket}</p>
            <HowToSignIn />
          </>
        )}
      </div>
    </Shell>
  );
};
