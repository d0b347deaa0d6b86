// One thing that is connected: whose it is, how it stands, and what can be done with it.
import type { ConnectionFault, IntegrationView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Confirm } from '../../components/dialog.tsx';
import { SwitchRow } from '../../components/fields.tsx';
import { ActionRow, Card, Row } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { distanceText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import type { ConnectionDeeds } from './connection-deeds.ts';
import { accountOf, LOOKS, nameOf } from './looks.ts';

/** How it stands, and since when that is known. */
const standingOf = (one: IntegrationView, nowMs: number): string => {
  const texts = t('integrations');
  const { state, fault, gives, lastReadAtMs } = one;
  const standing = texts.states[state === 'broken' ? 'broken' : fault === undefined ? 'works' : 'unread'];
  if (lastReadAtMs !== undefined) return `${standing} · ${texts.lastRead(distanceText(lastReadAtMs, nowMs))}`;
  // Notes are written, and read by nobody.
  return gives === 'calendars' && state === 'active' && fault === undefined ? texts.notRead : standing;
};

/** Its sentence says that it is connected again; waiting mends none of these. */
const MENDED_AGAIN: readonly (ConnectionFault | undefined)[] = ['auth', 'scope', 'gone'];

const BusyCalendars = ({ one, deeds }: { one: IntegrationView; deeds: ConnectionDeeds }): JSX.Element => {
  const texts = t('integrations');
  const busy = one.calendars.filter(({ isBusy }) => isBusy).map(({ id }) => id);
  return (
    <fieldset aria-label={texts.busy}>
      <Row label={texts.busy} sub={texts.busyHow} />
      <div class="inner">
        {one.calendars.map(({ id, name, isBusy }) => (
          <SwitchRow
            key={id}
            label={<span dir="auto">{name}</span>}
            value={isBusy}
            onChange={(isOn) =>
              void deeds.choose({
                id: one.id,
                busy: isOn ? [...busy, id] : busy.filter((other) => other !== id),
              })
            }
          />
        ))}
      </div>
    </fieldset>
  );
};

/** For who hears it instead of seeing it: of what. No two cards are called the same. */
const Of = ({ action, account }: { action: string; account: string }): JSX.Element => (
  <>
    {action}
    <span class="hidden"> {account}</span>
  </>
);

export const ConnectionCard = ({
  one,
  deeds,
  onReconnect,
}: {
  one: IntegrationView;
  deeds: ConnectionDeeds;
  /** Undefined: the operator offers this provider no more. */
  onReconnect: (() => void) | undefined;
}): JSX.Element => {
  const { now } = useSteward();
  const [isAsking, setAsking] = useState(false);
  const texts = t('integrations');
  const { calendars, fault, provider, state } = one;
  const account = accountOf(one);
  const isBroken = state === 'broken';
  const isBusy = deeds.isBusy(one.id);
  return (
    <Card title={<Of action={nameOf(one)} account={account} />} note={texts.reads[provider]}>
      <Row
        {...LOOKS[provider]}
        label={<span dir="auto">{account}</span>}
        sub={
          <>
            {account !== one.account && `${one.account} · `}
            <span class={isBroken || fault ? 'overdue' : ''}>{standingOf(one, now())}</span>
          </>
        }
        fault={deeds.faultOf(one.id) ?? (fault && texts.faults[fault])}
      />
      {(isBroken || MENDED_AGAIN.includes(fault)) && onReconnect && (
        <ActionRow
          label={<Of action={texts.reconnect} account={account} />}
          opens="dialog"
          onAct={onReconnect}
        />
      )}
      {one.gives === 'calendars' && calendars.length > 0 && <BusyCalendars one={one} deeds={deeds} />}
      {provider === 'notion' && calendars.length === 0 && <Row label={texts.noDatabase} />}
      {/* Nobody can ask a Shortcut. */}
      {!isBroken && provider !== 'apple-notes' && (
        <ActionRow
          label={<Of action={isBusy ? texts.testing : texts.test} account={account} />}
          isBusy={isBusy}
          onAct={() => void deeds.test(one)}
        />
      )}
      {provider === 'apple-notes' && onReconnect && (
        <ActionRow label={texts.setUp} opens="page" onAct={onReconnect} />
      )}
      <ActionRow
        label={<Of action={texts.disconnect} account={account} />}
        isDanger
        isBusy={isBusy}
        opens="dialog"
        onAct={() => setAsking(true)}
      />
      {isAsking && (
        <Confirm
          title={texts.disconnectAsk(account)}
          text={texts.disconnectHow}
          action={texts.disconnect}
          onConfirm={() => void deeds.disconnect(one)}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
};
