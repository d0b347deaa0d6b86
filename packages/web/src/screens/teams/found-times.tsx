// When all are free, or why that cannot be said. Each time can be proposed.
import type { FreeTogether, FreeTogetherAsk } from '@steward/core/web-contract';
import { Fragment, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ActionRow, Row } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { dayText, timeText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { byDay, elsewhere } from './free-ask.ts';
import { Missing } from './missing.tsx';
import type { TeamPart } from './one-team.tsx';
import { ProposeDialog } from './propose-dialog.tsx';
import { type Proposals, useProposals } from './use-proposals.ts';
import { upper } from './what-happened.tsx';

export interface Found {
  ask: FreeTogetherAsk;
  answer: FreeTogether;
}

/** What was taken where somebody has told nothing. */
const notesOf = ({ ask, answer }: Found, me: number): string[] => {
  const texts = t('findTime');
  // Also of whom nothing could be seen: by their hours, too, the times were chosen.
  const others = answer.people.filter(({ user }) => user !== me);
  const named = (those: typeof others, say: (names: string) => string) =>
    those.length > 0 ? [say(those.map(({ name }) => name).join(', '))] : [];
  const isOneDay = ask.count === 1;
  const isMineAssumed = answer.people.some(({ user, areHoursAssumed }) => user === me && areHoursAssumed);
  return [
    ...(isMineAssumed ? [texts.assumedYou(isOneDay)] : []),
    ...named(
      others.filter(({ zone }) => zone === undefined),
      texts.noZone,
    ),
    ...named(
      others.filter(({ areHoursAssumed }) => areHoursAssumed),
      (names) => texts.assumed(names, isOneDay),
    ),
    ...(answer.isCut ? [texts.cut] : []),
  ];
};

interface FoundProps {
  found: Found;
  me: number;
  proposals: Pick<Proposals, 'choose' | 'sent'>;
}

type Slot = FreeTogether['slots'][number];

/** With their own time where it is another one. Its day stands above it, and is read out with it. */
const Time = ({
  slot: { startMs, endMs },
  day,
  of: { found, me, proposals },
}: {
  slot: Slot;
  day: string;
  of: FoundProps;
}): JSX.Element => {
  const label = (
    <>
      <span class="hidden">{`${day}, `}</span>
      {`${timeText(startMs)}–${timeText(endMs)}`}
    </>
  );
  const theirs = elsewhere(startMs, found.answer.people, me);
  if (proposals.sent.has(startMs))
    return <Row label={label} sub={[`✓ ${t('findTime').proposed}`, ...theirs].join(' · ')} />;
  return (
    <ActionRow
      label={label}
      sub={theirs.join(' · ')}
      opens="dialog"
      onAct={() => proposals.choose({ startMs, endMs })}
    />
  );
};

const Times = (props: FoundProps): JSX.Element => {
  const { now } = useSteward();
  return (
    <>
      {byDay(props.found.answer.slots, (atMs) => dayText(atMs, now())).map(([day, slots]) => (
        <Fragment key={day}>
          <h3 class="found-day">{upper(day)}</h3>
          {slots.map((slot) => (
            <Time key={slot.startMs} {...{ slot, day }} of={props} />
          ))}
        </Fragment>
      ))}
    </>
  );
};

const Answer = (props: FoundProps): JSX.Element => {
  const { found, me, proposals } = props;
  const { isIncomplete, hoursMeet, people, slots } = found.answer;
  const texts = t('findTime');
  const place = useRef<HTMLDivElement>(null);
  // The button that opened the dialog is none any more.
  useEffect(() => {
    if (proposals.sent.size > 0) place.current?.focus({ preventScroll: true });
  }, [proposals.sent]);
  const known = slots.length > 0 ? texts.found(slots.length) : texts.none;
  const head = hoursMeet ? texts.hoursMeet[hoursMeet] : isIncomplete ? texts.unsure : known;
  const notes = notesOf(found, me);
  return (
    <div class="found" ref={place} tabIndex={-1}>
      <Row label={<strong>{head}</strong>} sub={slots.length > 0 && !isIncomplete ? texts.tap : undefined} />
      {isIncomplete && <Missing people={people} me={me} />}
      {isIncomplete && slots.length > 0 && <Row label={texts.butFree} sub={texts.tap} />}
      <Times {...props} />
      {notes.length > 0 && <p class="note">{notes.join(' ')}</p>}
    </div>
  );
};

/** @param onAgain looks once more */
export const FoundTimes = ({
  found,
  deeds,
  me,
  onAgain,
}: Pick<TeamPart, 'deeds' | 'me'> & {
  found: Found | undefined;
  onAgain: () => void;
}): JSX.Element => {
  const { toasts } = useSteward();
  const { chosen, close, note, ...proposals } = useProposals(found);
  return (
    <>
      <div role="status">{found && <Answer {...{ found, me, proposals }} />}</div>
      {found && chosen && (
        <ProposeDialog
          {...{ chosen, found, deeds, me }}
          onSent={() => {
            note(chosen);
            toasts.show({ text: t('findTime').sent });
          }}
          onOther={() => {
            close();
            onAgain();
          }}
          onClose={close}
        />
      )}
    </>
  );
};
