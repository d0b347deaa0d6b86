// A time for several: with whom, how long and when, and below it when all are free.
import type { FreeTogetherAsk, TeamView } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CallError } from '../../api/call.ts';
import { SelectRow } from '../../components/fields.tsx';
import { Card, Fault, Row } from '../../components/rows.tsx';
import { useAttempt } from '../../frame/attempt.ts';
import { faultText } from '../../frame/resource.ts';
import { useSteward } from '../../frame/steward.ts';
import { isoDateOf, spanText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { type Found, FoundTimes } from './found-times.tsx';
import { dayAfter, daysFrom, SHARED_DAYS } from './free-ask.ts';
import type { TeamPart } from './one-team.tsx';

const MINUTES = [15, 30, 45, 60, 90, 120, 180];
/** Of whom the server takes as many. */
const MOST_OTHERS = 9;
const DAYS = [1, 2, 3, 5, 7, 10, SHARED_DAYS];

const Whom = ({
  team,
  me,
  chosen,
  onToggle,
}: {
  team: TeamView;
  me: number;
  chosen: ReadonlySet<number>;
  onToggle: (user: number) => void;
}): JSX.Element => {
  const texts = t('findTime');
  return (
    <fieldset aria-label={texts.who}>
      {team.members
        .filter(({ user }) => user !== me)
        .map(({ user, name, shares }) => (
          <div class="row-box" key={user}>
            <label class="row tick-row">
              <input
                type="checkbox"
                class="tick"
                checked={chosen.has(user)}
                onChange={() => onToggle(user)}
              />
              <span class="row-text">
                <span class="row-label" dir="auto">
                  {name}
                </span>
                {shares === 0 && <span class="row-sub">{t('teams').sharesNone}</span>}
              </span>
            </label>
          </div>
        ))}
    </fieldset>
  );
};

const FirstDay = ({
  value,
  today,
  isWrong,
  onChange,
}: {
  value: string;
  today: string;
  isWrong: boolean;
  onChange: (date: string) => void;
}): JSX.Element => {
  const texts = t('findTime');
  return (
    <div class="row-box">
      <label class="row">
        <span class="row-text">
          <span class="row-label">{texts.first}</span>
        </span>
        <input
          type="date"
          class="time"
          value={value}
          min={today}
          max={dayAfter(today, SHARED_DAYS - 1)}
          aria-invalid={isWrong}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </label>
      {isWrong && <Fault text={texts.notADay} />}
    </div>
  );
};

/** What is chosen, as it can be asked: never for longer than others may be shown. */
const useAsk = () => {
  const { now } = useSteward();
  const today = isoDateOf(now());
  const [chosen, choose] = useState<ReadonlySet<number>>(new Set());
  const [minutes, setMinutes] = useState(45);
  const [first, setFirst] = useState(today);
  const [days, setDays] = useState(7);
  const most = daysFrom(first, today);
  const toggle = (user: number) =>
    choose(new Set(chosen.has(user) ? [...chosen].filter((one) => one !== user) : [...chosen, user]));
  const count = Math.min(days, most);
  return { today, chosen, toggle, minutes, setMinutes, first, setFirst, most, count, setDays };
};

const sentenceOf = (error: unknown): string => {
  const { error: code, field } = error instanceof CallError ? error.fault : {};
  if (field === 'zone') return t('findTime').needsZone;
  return code === 'not-found' && field === 'users' ? t('findTime').left : faultText(error);
};

const Form = ({ team, deeds, me }: TeamPart): JSX.Element => {
  const { call } = useSteward();
  const { today, chosen, toggle, minutes, first, most, count, ...set } = useAsk();
  const [found, setFound] = useState<Found>();
  const [isTold, setTold] = useState(false);
  const { fault, isBusy, run } = useAttempt(sentenceOf);
  const texts = t('findTime');
  // Who has left meanwhile is asked about no more.
  const others = team.members.filter(({ user }) => user !== me && chosen.has(user));
  const whomFault =
    others.length === 0 ? texts.nobody : others.length > MOST_OTHERS ? texts.tooMany : undefined;
  const find = () => {
    setTold(whomFault !== undefined);
    if (whomFault || most === 0) return;
    const users = others.map(({ user }) => user);
    void run(async () => {
      setFound(undefined);
      const ask: FreeTogetherAsk = { team: team.id, users, minutes, first, count };
      setFound({ ask, answer: await deeds.within(team.id, () => call('POST /api/teams/free', ask)) });
    });
  };
  return (
    <>
      <Whom {...{ team, me, chosen }} onToggle={toggle} />
      <SelectRow
        label={texts.length}
        value={String(minutes)}
        choices={MINUTES.map((value) => ({ value: String(value), label: spanText(value) }))}
        onChange={(value) => set.setMinutes(Number(value))}
      />
      <FirstDay value={first} today={today} isWrong={most === 0} onChange={set.setFirst} />
      {most > 1 && (
        <SelectRow
          label={texts.days}
          value={String(count)}
          choices={[...new Set([...DAYS.filter((value) => value <= most), count])]
            .sort((one, other) => one - other)
            .map((value) => ({ value: String(value), label: texts.day(value) }))}
          onChange={(value) => set.setDays(Number(value))}
        />
      )}
      {isTold && whomFault && <Fault text={whomFault} />}
      {fault && <Fault text={fault} />}
      <button type="button" class="button" disabled={isBusy} onClick={find}>
        {isBusy ? texts.finding : texts.title}
      </button>
      <FoundTimes {...{ found, deeds, me }} onAgain={find} />
    </>
  );
};

export const FindTime = (part: TeamPart): JSX.Element => {
  const { team } = part;
  const texts = t('findTime');
  return (
    <Card title={texts.title} note={team.members.length > 1 ? texts.how : undefined}>
      {team.members.length > 1 ? <Form {...part} /> : <Row label={texts.alone} />}
    </Card>
  );
};
