// On the way to a provider's page. A browser goes there itself; inside Telegram the person's browser does, because
// providers refuse to be shown in an app, and this waits until something is connected.
import type { ConsentProvider, IntegrationOffer, Integrations } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CopyField } from '../../components/copy-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Fault } from '../../components/rows.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { nameOf } from './looks.ts';

const activeOf = ({ integrations }: Integrations, provider: string): string[] =>
  integrations.filter((one) => one.provider === provider && one.state === 'active').map(({ id }) => id);

export const ConsentDialog = ({
  offer,
  provider,
  again,
  listed,
  onConnected,
  onClose,
}: {
  offer: IntegrationOffer;
  provider: ConsentProvider;
  again: string | undefined;
  listed: Integrations;
  onConnected: () => void;
  onClose: () => void;
}): JSX.Element => {
  const { call, bridge } = useSteward();
  const [url, setUrl] = useState<string>();
  const { fault, isBusy, run } = useAttempt();
  const before = useRef(activeOf(listed, provider));
  const isConnected = activeOf(listed, provider).some((id) => !before.current.includes(id));
  useEffect(() => {
    if (isConnected) onConnected();
  }, [isConnected]);
  const go = async () => {
    const page = await call('POST /api/integrations/consent', { provider, ...(again && { again }) });
    if (!bridge) {
      location.assign(page.url);
      // Busy until the page is left: a second tap would begin anew.
      return new Promise(() => {});
    }
    bridge.openLink(page.url);
    setUrl(page.url);
  };
  const texts = t('integrations');
  return (
    <Dialog title={texts.connecting(nameOf(offer))} onClose={onClose} isSheet isShort>
      <p class="dialog-text">{texts.reads[provider]}</p>
      <p class="dialog-text">{url ? texts.waiting : texts.consentHow}</p>
      {fault && <Fault text={fault} />}
      {url ? (
        <>
          <button type="button" class="button" onClick={() => bridge?.openLink(url)}>
            {texts.openAgain}
          </button>
          <p class="note">{texts.orCopy}</p>
          <CopyField label={texts.orCopy} value={url} />
        </>
      ) : (
        <button type="button" class="button" disabled={isBusy} onClick={() => void run(go)}>
          {texts.goOn}
        </button>
      )}
    </Dialog>
  );
};
