// What can be connected, and the dialog of each.
import type { IntegrationOffer, Integrations, IntegrationView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { ActionRow, Card } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { CalDavForm, FeedForm } from './account-forms.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import { LOOKS, nameOf } from './looks.ts';

/** What somebody is about to connect, and whose place it takes. */
export interface Connecting {
  offer: IntegrationOffer;
  again?: IntegrationView;
}

export const Connect = ({
  offers,
  onOpen,
}: {
  offers: IntegrationOffer[];
  onOpen: (connecting: Connecting) => void;
}): JSX.Element => {
  const texts = t('integrations');
  return (
    <Card title={texts.connect}>
      {offers.length === 0 && <Empty icon="integrations">{texts.off}</Empty>}
      {offers.map((offer) => (
        <ActionRow
          key={offer.provider}
          {...LOOKS[offer.provider]}
          isPlain
          opens={offer.provider === 'apple-notes' ? 'page' : 'dialog'}
          label={nameOf(offer)}
          sub={offer.isDemo ? texts.demo : texts.offers[offer.provider]}
          onAct={() => onOpen({ offer })}
        />
      ))}
    </Card>
  );
};

export const ConnectDialog = ({
  connecting: { offer, again },
  listed,
  onListed,
  onClose,
}: {
  connecting: Connecting;
  listed: Integrations;
  onListed: (listed: Integrations) => void;
  onClose: () => void;
}): JSX.Element | null => {
  const { toasts, bridge } = useSteward();
  const connected = () => {
    onClose();
    bridge?.haptic('success');
    toasts.show({ text: t('integrations').connected });
  };
  const done = {
    onClose,
    onConnected: (next: Integrations) => {
      onListed(next);
      connected();
    },
  };
  const { provider } = offer;
  switch (provider) {
    case 'caldav':
      return <CalDavForm again={again} {...done} />;
    case 'ics':
      return <FeedForm again={again} {...done} />;
    case 'apple-notes':
      // It has a page of its own.
      return null;
    default:
      return (
        <ConsentDialog {...{ offer, provider, listed, onClose }} again={again?.id} onConnected={connected} />
      );
  }
};
