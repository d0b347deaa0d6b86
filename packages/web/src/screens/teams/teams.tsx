// The teams of the person: all of them, and below them the one that is chosen.
import type { TeamView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { Icon } from '../../components/icons.tsx';
import { ActionRow, Card } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { Loaded } from '../../frame/loaded.tsx';
import { useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { t } from '../../texts/texts.ts';
import { NewTeamDialog } from './name-dialog.tsx';
import { OneTeam } from './one-team.tsx';
import { createTeamDeeds } from './team-deeds.ts';

const TeamRow = ({
  team,
  isChosen,
  onChoose,
}: {
  team: TeamView;
  isChosen: boolean;
  onChoose: () => void;
}): JSX.Element => {
  const texts = t('teams');
  return (
    <div class="row-box">
      <button
        type="button"
        class="row action"
        aria-current={isChosen ? 'true' : undefined}
        onClick={onChoose}
      >
        <span class="row-text">
          <span class="row-label" dir="auto">
            {team.name}
          </span>
          <span class="row-sub">{`${texts.count(team.members.length)} · ${texts.roles[team.role]}`}</span>
        </span>
        {isChosen && (
          <span class="here">
            <Icon name="check" />
          </span>
        )}
      </button>
    </div>
  );
};

const TeamList = ({
  teams,
  chosen,
  onChoose,
  onMake,
}: {
  teams: TeamView[];
  chosen: TeamView | undefined;
  onChoose: (team: TeamView) => void;
  onMake: () => void;
}): JSX.Element => {
  const texts = t('teams');
  return (
    <Card title={texts.yours}>
      {teams.length === 0 && <Empty icon="teams">{texts.none}</Empty>}
      {teams.map((team) => (
        <TeamRow key={team.id} team={team} isChosen={team === chosen} onChoose={() => onChoose(team)} />
      ))}
      <ActionRow label={texts.make} opens="dialog" onAct={onMake} />
    </Card>
  );
};

/** Of the chosen team’s name, where the keyboard goes on. */
const TITLE = 'team';

export const TeamsScreen = (): JSX.Element => {
  const steward = useSteward();
  const resource = useResource(steward.call, 'GET /api/teams');
  const deeds = useMemo(() => createTeamDeeds(steward, resource), [steward, resource]);
  const [id, choose] = useState<number>();
  const [goTo, setGoTo] = useState<number>();
  const [isMaking, setMaking] = useState(false);
  const teams = resource.data.value?.teams ?? [];
  const chosen = teams.find((team) => team.id === id) ?? teams[0];
  const isThere = chosen !== undefined && chosen.id === goTo;
  useLayoutEffect(() => {
    if (!isThere) return;
    document.getElementById(TITLE)?.focus();
    setGoTo(undefined);
  }, [isThere]);
  const open = (team: number) => {
    choose(team);
    setGoTo(team);
  };
  return (
    <>
      <Heading sub={t('teams').how}>{t('frame').places.teams}</Heading>
      <Loaded resource={resource} rows={[2, 3, 2]}>
        {() => (
          <div class="sections">
            <TeamList
              {...{ teams, chosen }}
              onChoose={(team) => open(team.id)}
              onMake={() => setMaking(true)}
            />
            {chosen && <OneTeam key={chosen.id} team={chosen} deeds={deeds} titleId={TITLE} />}
            {isMaking && (
              <NewTeamDialog
                onMade={async (team) => {
                  await resource.load();
                  open(team);
                }}
                onClose={() => {
                  setMaking(false);
                  // It may be there although its answer was lost.
                  void resource.load();
                }}
              />
            )}
          </div>
        )}
      </Loaded>
    </>
  );
};
