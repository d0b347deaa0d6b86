// The session has ended while the page is open: one signs in above it, and what was typed stays.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { Fault } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { Ticket } from './login.tsx';
import { ticketOfLink } from './ticket.ts';

const Subtitle = ({ children }: { children: string }): JSX.Element => <h3 class="subtitle">{children}</h3>;

export const SignInAgain = (): JSX.Element => {
  const { enter, router } = useSteward();
  const [link, setLink] = useState('');
  const texts = t('signIn');
  const ticket = ticketOfLink(link);
  return (
    <Dialog title={texts.ended} onClose={() => router.go('home')}>
      <p class="dialog-text">{texts.endedHow}</p>
      <label class="field">
        <span>{texts.paste}</span>
        <input
          type="url"
          value={link}
          placeholder={texts.pasteHint}
          autocomplete="off"
          maxLength={400}
          aria-invalid={link !== '' && !ticket}
          onInput={(event) => setLink(event.currentTarget.value)}
        />
      </label>
      {link !== '' && !ticket && <Fault text={texts.notALink} />}
      {ticket && <Ticket ticket={ticket} title={Subtitle} onSignedIn={(token) => void enter?.(token)} />}
    </Dialog>
  );
};
