// What is seldom done with a team: another name, what happened, and the ways out.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Confirm, Dialog } from '../../components/dialog.tsx';
import { ActionRow, Card } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { NameDialog } from './name-dialog.tsx';
import type { TeamPart } from './one-team.tsx';
import { leavingOf, mayManage } from './team-rights.ts';
import { WhatHappened } from './what-happened.tsx';

type Opened = 'rename' | 'history' | 'leave' | 'end';

/** Who is the last owner is told what comes first. */
const LastOwner = ({ onClose }: { onClose: () => void }): JSX.Element => {
  const texts = t('teams');
  return (
    <Dialog title={texts.lastOwnerTitle} onClose={onClose}>
      <p class="dialog-text">{texts.lastOwnerHow}</p>
      <button type="button" class="button quiet" onClick={onClose}>
        {t('frame').close}
      </button>
    </Dialog>
  );
};

const useWaysOut = ({ team: { id: team, name }, deeds }: TeamPart) => {
  const { call } = useSteward();
  const texts = t('teams');
  return {
    leave: () =>
      void deeds.run({
        ...{ team, what: 'leave', said: texts.left(name) },
        ask: () => call('POST /api/teams/leave', { team }),
      }),
    end: () =>
      void deeds.run({
        ...{ team, what: 'end', said: texts.ended(name) },
        ask: () => call('POST /api/teams/end', { team }),
      }),
    rename: (next: string) =>
      void deeds.run({
        ...{ team, what: 'rename', said: t('conversations').renamed },
        ask: () => call('PATCH /api/teams', { team, name: next }),
        show: (now) => ({ ...now, name: next }),
      }),
  };
};

const Opened = ({
  opened,
  part,
  onClose,
}: {
  opened: Opened;
  part: TeamPart;
  onClose: () => void;
}): JSX.Element => {
  const texts = t('teams');
  const { team } = part;
  const { leave, end, rename } = useWaysOut(part);
  if (opened === 'rename')
    return (
      <NameDialog
        title={t('conversations').rename}
        action={t('conversations').rename}
        before={team.name}
        onName={(name) => {
          onClose();
          rename(name);
        }}
        onClose={onClose}
      />
    );
  if (opened === 'history') return <WhatHappened entries={team.entries ?? []} onClose={onClose} />;
  if (opened === 'leave' && leavingOf(team) === 'last-owner') return <LastOwner onClose={onClose} />;
  const isEnd = opened === 'end';
  return (
    <Confirm
      title={isEnd ? texts.endAsk(team.name) : texts.leaveAsk(team.name)}
      text={isEnd ? texts.endHow : texts.leaveHow}
      action={isEnd ? texts.endIt : texts.leaveIt}
      onConfirm={isEnd ? end : leave}
      onClose={onClose}
    />
  );
};

export const MoreOfTeam = (part: TeamPart): JSX.Element => {
  const [opened, setOpened] = useState<Opened>();
  const texts = t('teams');
  const { team, deeds } = part;
  const isManager = mayManage(team.role);
  const row = (what: Opened, label: string, isDanger = false) => (
    <ActionRow
      {...{ label, isDanger }}
      isPlain={!isDanger}
      opens="dialog"
      isBusy={deeds.isBusy(team.id, what)}
      fault={deeds.faultOf(team.id, what)}
      onAct={() => setOpened(what)}
    />
  );
  return (
    <Card title={texts.more}>
      {isManager && row('rename', t('conversations').rename)}
      {isManager && row('history', texts.history)}
      {/* Who is alone ends it. */}
      {leavingOf(team) !== 'alone' && row('leave', texts.leave, true)}
      {team.role === 'owner' && row('end', texts.end, true)}
      {opened && <Opened opened={opened} part={part} onClose={() => setOpened(undefined)} />}
    </Card>
  );
};
