// What happened in a team, for owners and admins.
import type { TeamView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { Dialog } from '../../components/dialog.tsx';
import { Row } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { momentText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';

type Entry = NonNullable<TeamView['entries']>[number];

/** They fill no sheet. */
const FEW = 8;

/** In the place of who had their data deleted. */
const FORGOTTEN = 0;

/** As a sentence begins. */
export const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Names are of now: who has left has none. */
export const nameIn = (user: number | undefined, name: string | undefined): string =>
  name ?? t('teams')[user === FORGOTTEN ? 'forgotten' : 'somebody'];

export const sentenceOf = ({ what, by, byName, user, userName, role }: Entry): string => {
  const { happened, roles } = t('teams');
  const sentence = happened[what](nameIn(by, byName), nameIn(user, userName), role ? roles[role] : '');
  return upper(sentence);
};

export const WhatHappened = ({
  entries,
  onClose,
}: {
  entries: Entry[];
  onClose: () => void;
}): JSX.Element => {
  const { now } = useSteward();
  const texts = t('teams');
  return (
    <Dialog title={texts.history} onClose={onClose} isSheet isShort={entries.length < FEW}>
      <div class="dialog-list">
        {entries.map((entry, index) => (
          <Row
            key={index}
            label={<span dir="auto">{sentenceOf(entry)}</span>}
            sub={momentText(entry.atMs, now())}
          />
        ))}
      </div>
    </Dialog>
  );
};
