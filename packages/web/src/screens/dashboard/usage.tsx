// What the last seven days used, and how the model server is.
import type { DayUsage, ModelServerView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { Card, Row } from '../../components/rows.tsx';
import { Empty } from '../../components/states.tsx';
import { distanceText, numberText, weekdayText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';

const HEIGHT = 64;
const WIDTH = 28;

const isoWeekday = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

export const Usage = ({ usage }: { usage: DayUsage[] }): JSX.Element => {
  const texts = t('dashboard');
  const today = usage.at(-1);
  const most = Math.max(1, ...usage.map(({ turns }) => turns));
  const tokens = usage.reduce((sum, day) => sum + day.tokens, 0);
  if (usage.every(({ turns }) => turns === 0))
    return (
      <Card title={texts.usage}>
        <Empty icon="conversations">{texts.noUsage}</Empty>
      </Card>
    );
  return (
    <Card title={texts.usage} aside={texts.turnsToday(today?.turns ?? 0)}>
      <div class="usage">
        <ul class="bars">
          {usage.map(({ day, turns }, index) => {
            const height = turns === 0 ? 3 : Math.max(6, Math.round((turns / most) * HEIGHT));
            return (
              <li key={day} class={index === usage.length - 1 ? 'now' : ''}>
                <span class="bar-count">{turns}</span>
                <svg class="bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} height={HEIGHT} aria-hidden="true">
                  <rect x="0" y={HEIGHT - height} width={WIDTH} height={height} rx="5" />
                </svg>
                <span class="bar-day">
                  <span aria-hidden="true">{weekdayText(isoWeekday(day), 'short').slice(0, 2)}</span>
                  <span class="hidden">{`${weekdayText(isoWeekday(day), 'long')}: ${texts.turns(turns)}`}</span>
                </span>
              </li>
            );
          })}
        </ul>
        <p class="usage-sum">{texts.tokens(numberText(tokens))}</p>
      </div>
    </Card>
  );
};

export const ModelServer = ({ server, nowMs }: { server: ModelServerView; nowMs: number }): JSX.Element => {
  const texts = t('dashboard');
  const details = [
    server.models > 0 ? texts.models(server.models) : '',
    server.seenAtMs === undefined ? '' : texts.seen(distanceText(server.seenAtMs, nowMs)),
  ].filter(Boolean);
  return (
    <Card title={texts.server}>
      <Row
        icon="server"
        tint={server.state === 'ready' ? 'green' : server.state === 'unreachable' ? 'red' : 'grey'}
        label={texts.states[server.state]}
        sub={details.join(' · ')}
      />
    </Card>
  );
};
