// What is connected, where new things go, and what can be connected.
import type { Integrations, IntegrationView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { Loaded } from '../../frame/loaded.tsx';
import { OutLink } from '../../frame/out-link.tsx';
import { type Resource, useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { Connect, ConnectDialog, type Connecting } from './connect.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { createConnectionDeeds } from './connection-deeds.ts';
import { ACCESS_LISTS } from './looks.ts';
import { Targets } from './targets.tsx';

/** The provider could not be told: what is left to do there. */
const KeptDialog = ({ one, onClose }: { one: IntegrationView; onClose: () => void }): JSX.Element => {
  const texts = t('integrations');
  const list = ACCESS_LISTS[one.provider];
  return (
    <Dialog title={texts.keptTitle} onClose={onClose}>
      <p class="dialog-text">{one.provider === 'caldav' ? texts.keptPassword : texts.keptHow}</p>
      {list && !one.isDemo && <OutLink href={list}>{texts.atProvider}</OutLink>}
      <button type="button" class="button quiet" onClick={onClose}>
        {t('frame').close}
      </button>
    </Dialog>
  );
};

/** The first reading takes a minute at most: its calendars are looked for until they are there. */
const [LOOK_MS, LOOKS_AT_MOST] = [4000, 20];

const useFirstReading = ({ data, load }: Resource<Integrations>): void => {
  const looks = useRef(0);
  const listed = data.value;
  useEffect(() => {
    const isAwaited = listed?.integrations.some(
      ({ gives, state, lastReadAtMs, fault }) =>
        gives === 'calendars' && state === 'active' && lastReadAtMs === undefined && fault === undefined,
    );
    if (!isAwaited) looks.current = 0;
    if (!isAwaited || looks.current >= LOOKS_AT_MOST) return undefined;
    const timer = setTimeout(() => {
      looks.current++;
      void load();
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [listed]);
};

export const IntegrationsScreen = (): JSX.Element => {
  const steward = useSteward();
  const resource = useResource(steward.call, 'GET /api/integrations');
  useFirstReading(resource);
  const [kept, setKept] = useState<IntegrationView>();
  const [connecting, setConnecting] = useState<Connecting>();
  const open = (one: Connecting) =>
    one.offer.provider === 'apple-notes' ? steward.router.go('shortcut') : setConnecting(one);
  const deeds = useMemo(() => createConnectionDeeds(steward, resource, setKept), [steward, resource]);
  const reconnect = ({ offers }: Integrations, again: IntegrationView) => {
    const offer = offers.find(({ provider }) => provider === again.provider);
    return offer && (() => open({ offer, again }));
  };
  return (
    <>
      <Heading sub={t('integrations').how}>{t('frame').places.integrations}</Heading>
      <Loaded resource={resource}>
        {(listed) => (
          <div class="sections">
            {listed.integrations.map((one) => (
              <ConnectionCard key={one.id} one={one} deeds={deeds} onReconnect={reconnect(listed, one)} />
            ))}
            <Targets listed={listed} deeds={deeds} />
            <Connect offers={listed.offers} onOpen={open} />
            {connecting && (
              <ConnectDialog
                connecting={connecting}
                listed={listed}
                onListed={resource.set}
                onClose={() => setConnecting(undefined)}
              />
            )}
            {kept && <KeptDialog one={kept} onClose={() => setKept(undefined)} />}
          </div>
        )}
      </Loaded>
    </>
  );
};
