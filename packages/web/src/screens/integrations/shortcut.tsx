// Apple Notes: the Shortcut, step by step, on the phone that it is made on.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { CopyField } from '../../components/copy-field.tsx';
import { Card, Fault, Row } from '../../components/rows.tsx';
import { Steps } from '../../components/steps.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { language } from '../../texts/language.ts';
import { shortcut } from '../../texts/shortcut.ts';
import { t } from '../../texts/texts.ts';

/** Who goes to Shortcuts and comes back still finds it; it lies nowhere but in this page. */
const made = signal<string | undefined>(undefined);

const isThisMachine = (): boolean => /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname);

const Key = (): JSX.Element => {
  const { call } = useSteward();
  const { data, set } = useResource(call, 'GET /api/integrations');
  const { fault, isBusy, run } = useAttempt();
  const own = data.value?.integrations.find(({ provider }) => provider === 'apple-notes');
  // Whose connection has ended has no key.
  const token = data.value && !own ? undefined : made.value;
  const make = async () => {
    const { token: next, ...listed } = await call('POST /api/integrations/bridge');
    made.value = next;
    set(listed);
  };
  const [texts, page] = [t('integrations'), t('shortcut')];
  return (
    <Card note={token ? texts.tokenOnce : undefined}>
      {isThisMachine() && <p class="note">{page.onlyHere}</p>}
      <p class="note">{texts.bridgeAddress}</p>
      <CopyField label={texts.bridgeAddress} value={`${location.origin}/bridge/notes`} />
      {token ? (
        <>
          <p class="note">{texts.bridgeHeader}</p>
          <CopyField label={texts.bridgeHeader} value={`Bearer ${token}`} />
        </>
      ) : (
        <>
          <p class="note">{own ? page.keyGone : page.keyNeeded}</p>
          {fault && <Fault text={fault} />}
          <button type="button" class="button" disabled={isBusy} onClick={() => void run(make)}>
            {own ? texts.newToken : texts.makeToken}
          </button>
        </>
      )}
    </Card>
  );
};

/** By both names: the phone may speak another language than this page. */
const Action = ({ name, how }: { name: keyof typeof shortcut.en.actions; how: string }): JSX.Element => {
  const other = language.value === 'de' ? 'en' : 'de';
  return (
    <>
      <strong>{t('shortcut').actions[name]}</strong>
      <span class="row-sub" lang={other}>
        {shortcut[other].actions[name]}
      </span>
      {how}
    </>
  );
};

export const ShortcutScreen = (): JSX.Element => {
  const texts = t('shortcut');
  const [prepare, bring, share] = texts.brings;
  return (
    <>
      <Heading sub={t('integrations').bridgeHow}>{t('frame').places.shortcut}</Heading>
      <div class="sections">
        <Key />
        <Card title={texts.toNotes}>
          <Steps
            steps={[
              texts.start,
              <Action key="fetch" name="url" how={texts.fetch} />,
              <Action key="notes" name="value" how={texts.notes} />,
              <Action key="each" name="each" how={texts.each} />,
              <Action key="text" name="value" how={texts.text} />,
              <Action key="note" name="note" how={texts.note} />,
              <Action key="id" name="value" how={texts.id} />,
              <Action key="done" name="url" how={texts.done} />,
            ]}
          />
        </Card>
        <Card title={texts.test}>
          <Steps steps={texts.tests} />
        </Card>
        <Card title={texts.toSteward}>
          <Steps steps={[prepare, <Action key="bring" name="url" how={bring} />, share]} />
        </Card>
        <Card title={texts.trouble}>
          {Object.entries(texts.troubles).map(([code, how]) => (
            <Row key={code} label={<code>{code}</code>} sub={how} />
          ))}
          <Row label={texts.nothing} sub={texts.nothingHow} />
        </Card>
      </div>
    </>
  );
};
