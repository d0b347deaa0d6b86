// What happened in a team, for owners and admins.
import type { TeamView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { Dialog } from '../../components/dialog.tsx';
import { Row } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { momentText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';

type Entry = NonNullable<TeamView['entries']>[number];

/** In the place of who had their data deleted. */
const FORGOTTEN = 0;

/** Names are of now: who has left has none. */
export const nameIn = (user: number | undefined, name: string | undefined): string =>
  name ?? t('teams')[user === FORGOTTEN ? 'forgotten' : 'somebody'];

export const sentenceOf = ({ what, by, byName, user, userName, role }: Entry): string => {
  const { happened, roles } = t('teams');
  return happened[what](nameIn(by, byName), nameIn(user, userName), role ? roles[role] : '');
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
    <Dialog title={texts.history} onClose={onClose} isSheet>
      <p class="dialog-text">{texts.historyHow}</p>
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
