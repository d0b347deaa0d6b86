// Back from a provider's page. Nobody needs to be signed in: then the way goes on in the chat. Who is signed in says here
// whether it was them; a code of somebody else's is answered as one that never was.
import type { BotLink, Integrations, IntegrationView, PendingIntegration } from '@steward/core/web-contract';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Call, CallError } from '../../api/call.ts';
import { Logo } from '../../components/logo.tsx';
import { Fault } from '../../components/rows.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { resourceOf } from '../../frame/resource.ts';
import { Heading, Shell } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import type { Arrival } from './take-arrival.ts';

const Page = ({ title, children }: { title: string; children: ComponentChildren }): JSX.Element => (
  <Shell pages={[]}>
    <div class="narrow">
      <Logo />
      <Heading key={title}>{title}</Heading>
      {children}
    </div>
  </Shell>
);

const ToTelegram = ({ code }: { code?: string }): JSX.Element | null => {
  const { call } = useSteward();
  const [bot, setBot] = useState<BotLink>();
  useEffect(() => {
    call('GET /api/bot').then(setBot, () => {});
  }, []);
  const texts = t('integrations');
  return bot ? (
    <a class="button" href={code ? `${bot.url}?start=connect-${code}` : bot.url}>
      {texts.toTelegram}
    </a>
  ) : (
    <p class="note">{texts.backByHand}</p>
  );
};

const isOver = (error: unknown) => error instanceof CallError && error.fault.error === 'not-found';

/** The list with what was confirmed, also where that was done before. */
const confirmed = async (
  call: Call,
  code: string,
  pending: PendingIntegration | undefined,
): Promise<Integrations> => {
  try {
    return await call('POST /api/integrations/confirm', { code });
  } catch (error) {
    // An answer that was lost and a second attempt, or a tap in the chat: it is connected already.
    const now = isOver(error) ? await call('GET /api/integrations') : undefined;
    const isIt = ({ provider, account, state }: IntegrationView) =>
      provider === pending?.provider && account === pending.account && state === 'active';
    if (now?.integrations.some(isIt)) return now;
    throw error;
  }
};

const Confirm = ({ code, onDone }: { code: string; onDone: () => void }): JSX.Element => {
  const { call, toasts } = useSteward();
  const [pending, setPending] = useState<PendingIntegration>();
  const [end, setEnd] = useState<'over' | 'refused'>();
  const { fault, isBusy, run: attempt } = useAttempt();
  const texts = t('integrations');
  const run = (deed: () => Promise<void>) =>
    attempt(() =>
      deed().catch((error: unknown) => {
        if (!isOver(error)) throw error;
        setEnd('over');
      }),
    );
  const look = () => run(async () => setPending(await call('POST /api/integrations/pending', { code })));
  useEffect(() => void look(), [code]);
  const confirm = () =>
    run(async () => {
      resourceOf(call, 'GET /api/integrations').set(await confirmed(call, code, pending));
      toasts.show({ text: texts.connected });
      onDone();
    });
  const refuse = () =>
    run(async () => {
      await call('POST /api/integrations/refuse', { code });
      setEnd('refused');
    });
  const toConnections = (
    <button type="button" class="button quiet" onClick={onDone}>
      {texts.toConnections}
    </button>
  );
  if (end)
    return (
      <Page title={texts.refusedTitle}>
        <p class="lead">{end === 'over' ? texts.over : texts.givenBack}</p>
        {toConnections}
      </Page>
    );
  if (!pending)
    return (
      <Page title={texts.looking}>
        {fault && <Fault text={fault} />}
        {fault && (
          <button type="button" class="button" onClick={() => void look()}>
            {t('frame').tryAgain}
          </button>
        )}
      </Page>
    );
  return (
    <Page title={texts.ask}>
      <p class="lead account">
        <strong dir="auto">{pending.account}</strong>
        <br />
        {pending.name}
      </p>
      <p class="lead">{texts.askHow}</p>
      {fault && <Fault text={fault} />}
      <button type="button" class="button" disabled={isBusy} onClick={() => void confirm()}>
        {texts.yes}
      </button>
      <button type="button" class="button quiet" disabled={isBusy} onClick={() => void refuse()}>
        {texts.no}
      </button>
    </Page>
  );
};

export const ArrivalScreen = ({
  arrival,
  isSignedOut,
  onDone,
}: {
  arrival: Arrival;
  /** Nobody is signed in here, as far as is known. */
  isSignedOut: boolean;
  onDone: () => void;
}): JSX.Element => {
  const texts = t('integrations');
  if ('refused' in arrival)
    return (
      <Page title={texts.refusedTitle}>
        <p class="lead">{texts.refusals[arrival.refused]}</p>
        <ToTelegram />
        <button type="button" class="button quiet" onClick={onDone}>
          {texts.toConnections}
        </button>
      </Page>
    );
  // It asks who is signed in, and goes on once somebody is.
  return isSignedOut ? (
    <Page title={texts.backTitle}>
      <p class="lead">{texts.backHow}</p>
      <ToTelegram code={arrival.code} />
    </Page>
  ) : (
    <Confirm code={arrival.code} onDone={onDone} />
  );
};
