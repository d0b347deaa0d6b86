// The teams, as who runs the bot sees them: how many are in each, and what they may use.
import type { TeamOfPeople } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { ActionRow, Card } from '../../components/rows.tsx';
import { t } from '../../texts/texts.ts';
import { allowanceText } from '../allowance/allowance.tsx';

export const Teams = ({
  teams,
  onOpen,
}: {
  teams: TeamOfPeople[];
  onOpen: (team: TeamOfPeople) => void;
}): JSX.Element => {
  const texts = t('people');
  return (
    <Card title={t('frame').places.teams} aside={teams.length}>
      {teams.map((team) => (
        <ActionRow
          key={team.id}
          icon="teams"
          tint="green"
          isPlain
          opens="dialog"
          label={<span dir="auto">{team.name}</span>}
          sub={[
            t('teams').count(team.members),
            team.allowance ? allowanceText(team.allowance) : texts.noAllowance,
          ].join(' · ')}
          onAct={() => onOpen(team)}
        />
      ))}
    </Card>
  );
};
