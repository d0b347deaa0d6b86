// A card that was the wrong guess: something else is made of its words, and no event any more.
import { type EventDraft, isDraftOver } from '@steward/core';
import type { When } from '@steward/core/when';
import { say } from '../../../telegram/say.ts';
import { keepNote } from '../../notes/note.ts';
import { makeOfWords } from '../../reminders/make-of-words.ts';
import { OVER, UNKNOWN_BUTTON } from './card-sentences.ts';
import type { TapHandler } from './card-tap.ts';
import { showDraft } from './show-draft.ts';
import { timeLine } from './time-line.ts';

/** `ev:<id>:<revision>:as:<kind>`: of what the draft is by now. Safe to repeat. */
export const turnInto: TapHandler = async (services, context, { draft, arg: kind }) => {
  const { drafts } = services;
  const { claim } = context;
  if (kind !== 'reminder' && kind !== 'task' && kind !== 'note')
    return await context.reply(say`${UNKNOWN_BUTTON}`);
  if (isDraftOver(draft, services.clock.now())) return await context.reply(say`${OVER}`);
  if (draft.state === 'cancelled') {
    // An earlier try of this tap did it, and said so.
    if (claim.facts.reminder !== undefined || claim.facts.noteMs !== undefined) return;
    return await showDraft(services, context, draft);
  }
  if (draft.state !== 'waiting')
    return await context.reply(
      say`This is in your calendar already, or on its way there. Take it back first (/events), then tell me what it is instead.`,
    );
  if (kind === 'note') await keepNote(services, context, asNote(draft, services.clock.now()));
  else {
    const { createdAtMs, saidMs = createdAtMs, title, words = title } = draft;
    const when = whenOf(draft);
    const text = when ? [title, draft.place].filter(Boolean).join(', ') : words;
    const made = await makeOfWords(services, context, {
      kind,
      text,
      saidMs,
      ...(when && { when }),
    });
    if (made === 'refused') return;
  }
  await drafts.replace({ ...draft, state: 'cancelled', became: kind, revision: draft.revision + 1 }, draft);
};

const whenOf = ({ time }: EventDraft): When | undefined => {
  if (!time) return undefined;
  return 'days' in time ? { kind: 'day', date: time.days.start } : { kind: 'at', ms: time.startMs };
};

const asNote = (draft: EventDraft, nowMs: number): string => {
  const { attendees, details, invites = [], place, time, title, words } = draft;
  const beside = [...new Set([...attendees, ...invites])].filter((name) => !title.includes(name)).join(', ');
  const when = time && timeLine(time, nowMs);
  return [title || words, when, place, beside, details].filter(Boolean).join('\n');
};
