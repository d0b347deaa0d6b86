// What opens an account is typed in here alone: never in the chat, where it would stay.
import type { ConnectionFault, Integrations, IntegrationView } from '@steward/core/web-contract';
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CallError } from '../../api/call.ts';
import { Dialog } from '../../components/dialog.tsx';
import { SelectRow, TextField } from '../../components/fields.tsx';
import { Fault } from '../../components/rows.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { OutLink } from '../../frame/out-link.tsx';
import { faultText } from '../../frame/resource.ts';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { nameOf } from './looks.ts';

interface FormProps {
  title: string;
  /** Whether all that is needed was typed. */
  isWhole: boolean;
  /** What is said of an address that cannot be. */
  badAddress: string;
  /** What comes of such an address. */
  badFaults: readonly ConnectionFault[];
  send: () => Promise<Integrations>;
  onConnected: (listed: Integrations) => void;
  onClose: () => void;
  children: ComponentChildren;
}

const sentenceOf = (
  error: unknown,
  { badAddress, badFaults }: Pick<FormProps, 'badAddress' | 'badFaults'>,
): string => {
  const { error: kind, field, why } = (error instanceof CallError && error.fault) || {};
  if (field === 'url' || field === 'address' || (why && badFaults.includes(why))) return badAddress;
  return kind === 'too-many-requests' ? t('integrations').tooManyTries : faultText(error);
};

const Form = ({
  title,
  isWhole,
  send,
  onConnected,
  onClose,
  children,
  ...sentences
}: FormProps): JSX.Element => {
  const { fault, isBusy, run } = useAttempt((error) => sentenceOf(error, sentences));
  return (
    <Dialog title={title} onClose={onClose} isSheet isShort>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole && !isBusy) void run(async () => onConnected(await send()));
        }}
      >
        {children}
        {fault && <Fault text={fault} />}
        <button type="submit" class="button" disabled={!isWhole || isBusy}>
          {t('integrations')[isBusy ? 'submitting' : 'submit']}
        </button>
      </form>
    </Dialog>
  );
};

export interface AccountFormProps {
  /** Whose place it takes. */
  again: IntegrationView | undefined;
  onConnected: (listed: Integrations) => void;
  onClose: () => void;
}

const ICLOUD = 'https://caldav.icloud.com';

export const CalDavForm = ({ again, ...done }: AccountFormProps): JSX.Element => {
  const { call } = useSteward();
  const [isICloud, setICloud] = useState(true);
  const [url, setUrl] = useState('');
  const [username, setUsername] = useState(again?.account ?? '');
  const [password, setPassword] = useState('');
  const texts = t('integrations');
  const form = { url: isICloud ? ICLOUD : url.trim(), username: username.trim(), password: password.trim() };
  return (
    <Form
      {...done}
      title={texts.connecting(nameOf({ provider: 'caldav', name: '' }))}
      isWhole={Object.values(form).every((typed) => typed !== '')}
      badAddress={texts.notAServer}
      badFaults={['gone', 'bad-answer']}
      send={() => call('POST /api/integrations/caldav', { ...form, ...(again && { again: again.id }) })}
    >
      <SelectRow
        label={texts.server}
        value={isICloud ? 'icloud' : 'other'}
        choices={[
          { value: 'icloud', label: texts.icloud },
          { value: 'other', label: texts.otherServer },
        ]}
        onChange={(chosen) => setICloud(chosen === 'icloud')}
      />
      {!isICloud && (
        <TextField
          label={texts.url}
          value={url}
          onInput={setUrl}
          placeholder="dav.example.org"
          maxLength={2000}
        />
      )}
      <TextField
        label={isICloud ? texts.appleAccount : texts.username}
        value={username}
        onInput={setUsername}
        maxLength={300}
      />
      <TextField label={texts.password} isSecret value={password} onInput={setPassword} maxLength={1000} />
      <p class="note">{isICloud ? texts.icloudHow : texts.serverHow}</p>
      {isICloud && <OutLink href="https://account.apple.com/account/manage">{texts.makePassword}</OutLink>}
    </Form>
  );
};

export const FeedForm = ({ again, ...done }: AccountFormProps): JSX.Element => {
  const { call } = useSteward();
  const [address, setAddress] = useState('');
  const [name, setName] = useState(again?.calendars[0]?.name ?? '');
  const texts = t('integrations');
  const form = { address: address.trim(), ...(name.trim() && { name: name.trim() }) };
  return (
    <Form
      {...done}
      title={texts.connecting(nameOf({ provider: 'ics', name: '' }))}
      isWhole={form.address !== ''}
      badAddress={texts.notAnAddress}
      badFaults={['gone', 'bad-answer', 'auth', 'no-calendar']}
      send={() => call('POST /api/integrations/feed', { ...form, ...(again && { again: again.id }) })}
    >
      <TextField
        label={texts.address}
        value={address}
        onInput={setAddress}
        placeholder="https://…/basic.ics"
        maxLength={4000}
      />
      <p class="note">{texts.addressHow}</p>
      <TextField label={texts.feedName} value={name} onInput={setName} maxLength={100} />
    </Form>
  );
};
