// Apple Notes: a token for the Shortcut, shown this once, and what to do with it.
import type { Integrations } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CopyField } from '../../components/copy-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Fault } from '../../components/rows.tsx';
import { Steps } from '../../components/steps.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { nameOf } from './looks.ts';

export const BridgeDialog = ({
  isAgain,
  onConnected,
  onClose,
}: {
  isAgain: boolean;
  onConnected: (listed: Integrations) => void;
  onClose: () => void;
}): JSX.Element => {
  const { call } = useSteward();
  const [token, setToken] = useState<string>();
  const { fault, isBusy, run } = useAttempt();
  const make = async () => {
    const { token: made, ...listed } = await call('POST /api/integrations/bridge');
    onConnected(listed);
    setToken(made);
  };
  const texts = t('integrations');
  const name = nameOf({ provider: 'apple-notes', name: 'Apple Notes' });
  return (
    <Dialog title={texts.connecting(name)} onClose={onClose} isSheet isShort>
      {token === undefined ? (
        <>
          <p class="dialog-text">{texts.bridgeHow}</p>
          {isAgain && <p class="dialog-text">{texts.bridgeAgain}</p>}
          {fault && <Fault text={fault} />}
          <button type="button" class="button" disabled={isBusy} onClick={() => void run(make)}>
            {texts.makeToken}
          </button>
        </>
      ) : (
        <>
          <p class="dialog-text">{texts.tokenOnce}</p>
          <p class="note">{texts.bridgeAddress}</p>
          <CopyField label={texts.bridgeAddress} value={`${location.origin}/bridge/notes`} />
          <p class="note">{texts.bridgeHeader}</p>
          <CopyField label={texts.bridgeHeader} value={`Bearer ${token}`} />
          <div class="dialog-form">
            <Steps steps={texts.bridgeSteps} />
          </div>
        </>
      )}
    </Dialog>
  );
};
