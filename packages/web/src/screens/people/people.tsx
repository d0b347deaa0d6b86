// Who is let in, for who runs the bot.
import type { People, PersonView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Person, PersonButton } from '../../components/person.tsx';
import { Card, Fault, Row } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { type Deeds, deedsOn } from '../../frame/deeds.ts';
import { Loaded } from '../../frame/loaded.tsx';
import { type Resource, useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { dateText, numberText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { allowanceText } from '../allowance/allowance.tsx';
import { AllowanceDialog, type Limited } from './allowance-dialog.tsx';
import { Teams } from './teams-of-people.tsx';

type Decision = 'allow' | 'block';
type Decide = (one: PersonView, decision: Decision) => void;

const isListed = ({ people }: People, id: string | number) => people.some((one) => one.id === id);

const nameOf = ({ id, name }: PersonView): string => name ?? t('people').byId(id);

const createDecide = (deeds: Deeds, { data, set }: Resource<People>): Decide => {
  const decide = (one: PersonView, decision: Decision, undo?: () => void): void =>
    void deeds.run(one.id, {
      ask: { do: decision, chat: one.id },
      show: () => {
        const listed = data.value;
        const standing = decision === 'allow' ? 'in' : 'blocked';
        if (listed)
          set({
            ...listed,
            people: listed.people.map((other) => (other.id === one.id ? { ...other, standing } : other)),
          });
      },
      said: t('people').said[decision](nameOf(one)),
      ...(undo && { undo }),
    });
  return (one, decision) =>
    // Who only asked was neither in nor blocked: there is no way back to that.
    decide(
      one,
      decision,
      one.standing === 'asked' ? undefined : () => decide(one, decision === 'allow' ? 'block' : 'allow'),
    );
};

const aboutOf = ({ id, name, sinceMs, standing, usage, allowance }: PersonView): string => {
  const texts = t('people');
  return [
    standing === 'owner' ? texts.you : '',
    id < 0 ? texts.group : '',
    standing === 'configured' ? texts.configured : '',
    sinceMs === undefined || standing === 'owner' ? '' : texts.since[standing](dateText(sinceMs)),
    allowance
      ? allowanceText(allowance)
      : usage && usage.turns > 0
        ? texts.today(usage.turns, numberText(usage.tokens))
        : '',
    name === undefined ? '' : texts.byId(id),
  ]
    .filter(Boolean)
    .join(' · ');
};

const PersonRow = ({
  one,
  deeds,
  decide,
  onOpen,
}: {
  one: PersonView;
  deeds: Deeds;
  decide: Decide;
  onOpen: (one: PersonView) => void;
}): JSX.Element => {
  const texts = t('people');
  const name = nameOf(one);
  const fault = deeds.faultOf(one.id);
  const button = (decision: Decision, style: string) => (
    <button
      type="button"
      class={`link ${style}`}
      aria-label={`${texts[decision]}: ${name}`}
      disabled={deeds.isBusy(one.id)}
      onClick={() => decide(one, decision)}
    >
      {texts[decision]}
    </button>
  );
  // Who is not served uses nothing.
  const isLimitable = one.standing !== 'asked' && one.standing !== 'blocked';
  const person = { name, sub: aboutOf(one), isGroup: one.id < 0 };
  return (
    <div class="row-box with-badge">
      <div class="ticking">
        {isLimitable ? (
          <PersonButton {...person} onOpen={() => onOpen(one)} />
        ) : (
          <div class="row">
            <Person {...person} />
          </div>
        )}
        {(one.standing === 'asked' || one.standing === 'blocked') && button('allow', '')}
        {(one.standing === 'asked' || one.standing === 'in') && button('block', 'danger')}
      </div>
      {fault && <Fault text={fault} />}
    </div>
  );
};

const Lists = ({
  listed,
  deeds,
  decide,
  onListed,
}: {
  listed: People;
  deeds: Deeds;
  decide: Decide;
  onListed: (people: People) => void;
}): JSX.Element => {
  const [opened, setOpened] = useState<Limited>();
  const open = ({ id, name, allowance }: Pick<PersonView, 'id' | 'name' | 'allowance'>) =>
    setOpened({ id, name: name ?? t('people').byId(id), allowance });
  const texts = t('people');
  const { people, isOpen, limits, others, teams = [] } = listed;
  const rows = (...standings: PersonView['standing'][]) =>
    people
      .filter(({ standing }) => standings.includes(standing))
      .map((one) => <PersonRow key={one.id} one={one} deeds={deeds} decide={decide} onOpen={open} />);
  const asked = rows('asked');
  const inside = rows('owner', 'in', 'configured');
  const blocked = rows('blocked');
  return (
    <>
      {(asked.length > 0 || !isOpen) && (
        <Card title={texts.asked} note={others > 0 ? texts.others(others) : undefined}>
          {asked.length > 0 ? asked : <Empty icon="people">{texts.nobodyAsks}</Empty>}
        </Card>
      )}
      <Card title={texts.inside} aside={inside.length || undefined}>
        {inside}
      </Card>
      {teams.length > 0 && <Teams teams={teams} onOpen={open} />}
      {blocked.length > 0 && (
        <Card title={texts.blocked} aside={blocked.length} note={texts.blockedHow}>
          {blocked}
        </Card>
      )}
      <Card title={texts.limits} note={texts.limitsHow}>
        <Row icon="stream" tint="violet" label={texts.atOnce}>
          <span class="value">{numberText(limits.turnsAtOnce)}</span>
        </Row>
        <Row icon="conversations" tint="teal" label={texts.anHour}>
          <span class="value">{numberText(limits.turnsAnHour)}</span>
        </Row>
      </Card>
      {opened && <AllowanceDialog one={opened} onListed={onListed} onClose={() => setOpened(undefined)} />}
    </>
  );
};

export const PeopleScreen = (): JSX.Element => {
  const steward = useSteward();
  const resource = useResource(steward.call, 'GET /api/people');
  const deeds = useMemo(() => deedsOn(steward, resource, isListed), [steward, resource]);
  const decide = useMemo(() => createDecide(deeds, resource), [deeds, resource]);
  const listed = resource.data.value;
  return (
    <>
      <Heading sub={listed && t('people').how[listed.isOpen ? 'open' : 'closed']}>
        {t('frame').places.people}
      </Heading>
      <Loaded resource={resource}>
        {(people) => (
          <div class="sections">
            <Lists listed={people} deeds={deeds} decide={decide} onListed={resource.set} />
          </div>
        )}
      </Loaded>
    </>
  );
};
