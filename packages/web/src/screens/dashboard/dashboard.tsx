// The overview: what is next, what is open, and how things stand.
import type { Overview, Upcoming } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { Icon } from '../../components/icons.tsx';
import { Card } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { Loaded } from '../../frame/loaded.tsx';
import { useResource } from '../../frame/resource.ts';
import { Heading, PlaceLink } from '../../frame/shell.tsx';
import { useSteward } from '../../frame/steward.ts';
import { dayText, distanceText, hourOf, longDayText, timeText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { Allowance } from '../allowance/allowance.tsx';
import { Tasks } from './tasks.tsx';
import { ModelServer, Usage } from './usage.tsx';

const Next = ({ next, nowMs }: { next: Upcoming[]; nowMs: number }): JSX.Element => {
  const texts = t('dashboard');
  return (
    <Card title={texts.next}>
      {next.length === 0 && <Empty icon="reminders">{texts.noNext}</Empty>}
      {next.map((one) => (
        <div class="row-box" key={`${one.number} ${one.atMs}`}>
          <div class="row">
            <span class="row-text">
              <span class="row-label" dir="auto">
                {one.text}
              </span>
              <span class="row-sub">
                {[distanceText(one.atMs, nowMs), one.isSnooze ? texts.snoozed : '']
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span class="when">
              <span class="when-time">{timeText(one.atMs)}</span>
              <span class="when-day">{dayText(one.atMs, nowMs)}</span>
            </span>
          </div>
        </div>
      ))}
    </Card>
  );
};

const Today = ({ today }: { today: Overview['today'] }): JSX.Element => {
  const texts = t('dashboard');
  return (
    <Card title={texts.today}>
      {today.length === 0 && <Empty icon="sun">{texts.noToday}</Empty>}
      {today.length > 0 && (
        <ol class="line">
          {today.map((ring) => (
            <li key={`${ring.number} ${ring.atMs}`} class={ring.isPast ? 'past' : ''}>
              <time>{timeText(ring.atMs)}</time>
              <span dir="auto">
                {ring.text}
                {ring.isPast && <span class="hidden"> ({texts.passed})</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
};

const Allowances = ({ allowances }: { allowances: NonNullable<Overview['allowances']> }): JSX.Element => {
  const texts = t('allowance');
  return (
    <Card title={texts.title}>
      {allowances.map((view, index) => (
        <Allowance
          key={index}
          label={view.team === undefined ? texts.own : texts.team(view.team)}
          view={view}
        />
      ))}
    </Card>
  );
};

const Step = ({
  isDone,
  title,
  how,
}: {
  isDone: boolean;
  title: JSX.Element | string;
  how: string;
}): JSX.Element => (
  <li class={isDone ? 'step done' : 'step'}>
    <span class="step-mark">
      {isDone && <Icon name="check" />}
      {isDone && <span class="hidden">{t('dashboard').stepDone}: </span>}
    </span>
    <span class="row-text">
      <span class="row-label">{title}</span>
      {!isDone && <span class="row-sub">{how}</span>}
    </span>
  </li>
);

const FirstSteps = ({ steps }: { steps: Overview['steps'] }): JSX.Element => {
  const texts = t('dashboard');
  const { data } = useResource(useSteward().call, 'GET /api/integrations');
  const connections = data.value;
  const isConnected = connections?.integrations.some(({ gives }) => gives === 'calendars') ?? false;
  return (
    <Card title={texts.steps} wide>
      <ol class="steps">
        <Step
          isDone={steps.zone}
          title={steps.zone ? texts.stepZone : <PlaceLink to="settings">{texts.stepZone}</PlaceLink>}
          how={texts.stepZoneHow}
        />
        <Step isDone={steps.reminder} title={texts.stepReminder} how={texts.stepReminderHow} />
        <Step isDone={steps.conversation} title={texts.stepConversation} how={texts.stepConversationHow} />
        {connections && connections.offers.length > 0 && (
          <Step
            isDone={isConnected}
            title={
              isConnected ? texts.stepCalendar : <PlaceLink to="integrations">{texts.stepCalendar}</PlaceLink>
            }
            how={texts.stepCalendarHow}
          />
        )}
      </ol>
    </Card>
  );
};

export const Dashboard = (): JSX.Element => {
  const { call, me, now } = useSteward();
  const resource = useResource(call, 'GET /api/overview');
  const steps = resource.data.value?.steps;
  const nowMs = now();
  const [firstName] = me.value?.name.split(' ') ?? [];
  const isNew = steps && !(steps.zone && steps.reminder && steps.conversation);
  return (
    <>
      <Heading sub={longDayText(nowMs)}>
        {[t('dashboard').greeting(hourOf(nowMs)), firstName].filter(Boolean).join(', ')}
      </Heading>
      <Loaded resource={resource}>
        {(overview) => (
          <div class="sections grid">
            {isNew && <FirstSteps steps={steps} />}
            <div class="column">
              {(!isNew || overview.next.length > 0) && <Next next={overview.next} nowMs={nowMs} />}
              {(!isNew || overview.tasks.length > 0) && <Tasks overview={overview} nowMs={nowMs} />}
            </div>
            <div class="column">
              {(!isNew || overview.today.length > 0) && <Today today={overview.today} />}
              {(!isNew || overview.usage.some(({ turns }) => turns > 0)) && <Usage usage={overview.usage} />}
              {overview.allowances && overview.allowances.length > 0 && (
                <Allowances allowances={overview.allowances} />
              )}
              <ModelServer server={overview.server} nowMs={nowMs} />
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
};
