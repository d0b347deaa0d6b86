// Who is let in, for who runs the bot.
import type { People, PersonView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Card, Fault, Row } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { type Deeds, deedsOn } from '../../frame/deeds.ts';
import { Loaded } from '../../frame/loaded.tsx';
import { type Resource, useResource } from '../../frame/resource.ts';
import { Heading } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { dateText, numberText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';

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

const aboutOf = ({ id, name, sinceMs, standing, usage }: PersonView): string => {
  const texts = t('people');
  return [
    standing === 'owner' ? texts.you : '',
    id < 0 ? texts.group : '',
    standing === 'configured' ? texts.configured : '',
    sinceMs === undefined || standing === 'owner' ? '' : texts.since[standing](dateText(sinceMs)),
    usage && usage.turns > 0 ? texts.today(usage.turns, numberText(usage.tokens)) : '',
    name === undefined ? '' : texts.byId(id),
  ]
    .filter(Boolean)
    .join(' · ');
};

const PersonRow = ({
  one,
  deeds,
  decide,
}: {
  one: PersonView;
  deeds: Deeds;
  decide: Decide;
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
  return (
    <div class="row-box with-badge">
      <div class="row">
        <span class="initial" aria-hidden="true">
          {one.id < 0 ? '#' : (name.match(/\p{L}|\p{N}/u)?.[0]?.toUpperCase() ?? '?')}
        </span>
        <span class="row-text">
          <span class="row-label" dir="auto">
            {name}
          </span>
          <span class="row-sub">{aboutOf(one)}</span>
        </span>
        {(one.standing === 'asked' || one.standing === 'blocked') && button('allow', '')}
        {(one.standing === 'asked' || one.standing === 'in') && button('block', 'danger')}
      </div>
      {fault && <Fault text={fault} />}
    </div>
  );
};

const Lists = ({ listed, deeds, decide }: { listed: People; deeds: Deeds; decide: Decide }): JSX.Element => {
  const texts = t('people');
  const { people, isOpen, limits, others } = listed;
  const rows = (...standings: PersonView['standing'][]) =>
    people
      .filter(({ standing }) => standings.includes(standing))
      .map((one) => <PersonRow key={one.id} one={one} deeds={deeds} decide={decide} />);
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
      <Card title={texts.inside} aside={inside.length}>
        {inside}
      </Card>
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
            <Lists listed={people} deeds={deeds} decide={decide} />
          </div>
        )}
      </Loaded>
    </>
  );
};
