// When all are free, or why that cannot be said; and how a time is proposed.
import type { FreeTogether } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { CopyField } from '../../components/copy-field.tsx';
import { Row } from '../../components/rows.tsx';
import { useSteward } from '../../frame/steward.ts';
import { dayText, timeText } from '../../texts/language.ts';
import { t } from '../../texts/texts.ts';
import { commandOf, elsewhere } from './free-ask.ts';

export interface Found {
  answer: FreeTogether;
  minutes: number;
  /** Of the days that were looked through. */
  count: number;
  /** Of the others. */
  names: string[];
  /** ISO date; undefined: more than one. */
  day: string | undefined;
}

const Missing = ({ people, me }: { people: FreeTogether['people']; me: number }): JSX.Element => {
  const texts = t('findTime');
  return (
    <ul class="missing">
      {people.map(
        ({ user, name, missing }) =>
          missing && (
            <li key={user} dir="auto">
              {user === me ? texts.missingYou[missing] : texts.missing[missing](name)}
            </li>
          ),
      )}
    </ul>
  );
};

/** What was taken where somebody has told nothing. */
const notesOf = (people: FreeTogether['people'], me: number, isOneDay: boolean): string[] => {
  const texts = t('findTime');
  const others = people.filter(({ user, missing }) => user !== me && !missing);
  const named = (those: typeof others, say: (names: string) => string) =>
    those.length > 0 ? [say(those.map(({ name }) => name).join(', '))] : [];
  return [
    ...named(
      others.filter(({ zone }) => zone === undefined),
      texts.noZone,
    ),
    ...named(
      others.filter(({ areHoursAssumed }) => areHoursAssumed),
      (names) => texts.assumed(names, isOneDay),
    ),
  ];
};

export const FoundTimes = ({ found, me }: { found: Found; me: number }): JSX.Element => {
  const { now } = useSteward();
  const texts = t('findTime');
  const { answer, minutes, count, names, day } = found;
  const { isIncomplete, isCut, people } = answer;
  const slots = [...answer.slots].sort((one, other) => one.startMs - other.startMs);
  const head = isIncomplete ? texts.unsure : slots.length > 0 ? texts.found(slots.length) : texts.none;
  const notes = notesOf(people, me, count === 1);
  if (isCut) notes.push(texts.cut);
  return (
    <>
      <Row label={<strong>{head}</strong>} />
      {isIncomplete && <Missing people={people} me={me} />}
      {isIncomplete && slots.length > 0 && <Row label={texts.butFree} />}
      {slots.map(({ startMs, endMs }) => (
        <Row
          key={startMs}
          label={`${dayText(startMs, now())}, ${timeText(startMs)}–${timeText(endMs)}`}
          sub={elsewhere(startMs, people, me).join(' · ')}
        />
      ))}
      {notes.length > 0 && <p class="note">{notes.join(' ')}</p>}
      {!isIncomplete && slots.length > 0 && (
        <>
          <Row label={texts.propose} sub={texts.proposeHow} />
          <div class="whole-line">
            <CopyField label={texts.command} value={commandOf(minutes, day, names)} />
          </div>
        </>
      )}
    </>
  );
};
