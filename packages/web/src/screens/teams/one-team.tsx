// One team: who is in it, a time for all, what is shared with it, and how one gets out of it.
import type { TeamView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { Card } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { Allowance } from '../allowance/allowance.tsx';
import { FindTime } from './find-time.tsx';
import { Invites } from './invites.tsx';
import { Members } from './members.tsx';
import { MoreOfTeam } from './more-of-team.tsx';
import { Sharing } from './sharing.tsx';
import type { TeamDeeds } from './team-deeds.ts';
import { mayManage } from './team-rights.ts';

/** What each of its cards is given. */
export interface TeamPart {
  team: TeamView;
  deeds: TeamDeeds;
  /** Who looks at it. */
  me: number;
}

export const OneTeam = ({
  team,
  deeds,
  titleId,
}: Omit<TeamPart, 'me'> & { titleId: string }): JSX.Element | null => {
  const me = useSteward().me.value?.id;
  if (me === undefined) return null;
  const part: TeamPart = { team, deeds, me };
  return (
    <>
      <h2 class="team-name" id={titleId} tabIndex={-1} dir="auto">
        {team.name}
      </h2>
      <Members {...part} />
      {mayManage(team.role) && <Invites {...part} />}
      <FindTime {...part} />
      <Sharing {...part} />
      {team.allowance && (
        <Card title={t('allowance').title}>
          <Allowance label={t('teams').pools} view={team.allowance} />
        </Card>
      )}
      <MoreOfTeam {...part} />
    </>
  );
};
