// A time that was found, before it is proposed: when it is for each, and what it is called.
import type { ProposalSent } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CallError } from '../../api/call.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { TextField } from '../../components/fields.tsx';
import { Fault } from '../../components/rows.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { faultText } from '../../frame/resource.ts';
import { useSteward } from '../../frame/steward.ts';
import { longDayText, timeText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import type { Found } from './found-times.tsx';
import { elsewhere, unseenOf } from './free-ask.ts';
import { Missing } from './missing.tsx';
import type { TeamPart } from './one-team.tsx';
import type { Chosen } from './use-proposals.ts';

/** As many characters as the server takes. */
const LONGEST_TITLE = 200;

interface ProposeProps extends Pick<TeamPart, 'deeds' | 'me'> {
  chosen: Chosen;
  found: Found;
  onSent: () => void;
  /** Looks for the times again. */
  onOther: () => void;
  onClose: () => void;
}

const sentenceOf = (error: unknown): string => {
  const { error: code, field } = error instanceof CallError ? error.fault : {};
  const texts = t('findTime');
  if (code === 'full') return texts.full;
  if (field === 'startMs') return texts.over;
  return field === 'users' ? texts.left : faultText(error);
};

/** It does not suit all of them any more, and a person decides. */
const Doubt = ({
  refused: { isTaken, people },
  me,
  children,
}: {
  refused: Extract<ProposalSent, { isSent: false }>;
  me: number;
  children: JSX.Element;
}): JSX.Element => (
  <>
    <div role="status">
      {!isTaken && <Missing people={people} me={me} />}
      <Fault text={isTaken ? t('findTime').taken : t('findTime').notSure} />
    </div>
    {children}
  </>
);

export const ProposeDialog = ({ chosen, found, deeds, me, ...on }: ProposeProps): JSX.Element => {
  const { id, startMs, endMs } = chosen;
  const { people } = found.answer;
  const { call, bridge } = useSteward();
  const [title, setTitle] = useState('');
  const [refused, setRefused] = useState<Extract<ProposalSent, { isSent: false }>>();
  const { fault, isBusy, run } = useAttempt(sentenceOf);
  const texts = t('findTime');
  const propose = (isAnyway: boolean) =>
    void run(async () => {
      const named = title.trim() === '' ? {} : { title };
      const ask = {
        ...{ ...found.ask, ...named, id, startMs, unseen: unseenOf(people) },
        ...(isAnyway && { isAnyway }),
      };
      const sent = await deeds.within(ask.team, () => call('POST /api/teams/propose', ask));
      bridge?.haptic(sent.isSent ? 'success' : 'error');
      if (sent.isSent) on.onSent();
      else setRefused(sent);
    });
  const theirs = elsewhere(startMs, people, me).join(' · ');
  const others = people.filter(({ user }) => user !== me).map(({ name }) => name);
  return (
    <Dialog title={texts.propose} onClose={on.onClose} isSheet isShort>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && !refused) propose(false);
        }}
      >
        <Facts
          facts={[
            [texts.when, `${longDayText(startMs)}, ${timeText(startMs)}–${timeText(endMs)}`],
            [texts.forOthers, theirs || undefined],
            [texts.who, others.join(', ')],
          ]}
        />
        <TextField
          label={texts.callIt}
          value={title}
          onInput={setTitle}
          maxLength={LONGEST_TITLE}
          dir="auto"
          fault={fault}
        />
        {refused ? (
          <Doubt refused={refused} me={me}>
            <div class="dialog-actions">
              <button type="button" class="button quiet" onClick={on.onOther}>
                {texts.other}
              </button>
              <button type="button" class="button" disabled={isBusy} onClick={() => propose(true)}>
                {texts.anyway}
              </button>
            </div>
          </Doubt>
        ) : (
          <>
            <p class="dialog-text">{texts.proposeHow}</p>
            <button type="submit" class="button" disabled={isBusy}>
              {isBusy ? texts.proposing : texts.send}
            </button>
          </>
        )}
      </form>
    </Dialog>
  );
};
