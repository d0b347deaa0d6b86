// What is said, without what asks for its kind.
import { asksForEvent } from '../event/event-cues.ts';
import { asksForReminder } from '../when/words/asks-for-reminder.ts';
import { withoutCue } from '../when/words/read-when.ts';
import { kindExpressions } from './kind-expressions.ts';
import { COMMAND } from './kind-of.ts';

/** What may stand between the two. */
const BEHIND = /^[\s,:：.–—-]+/;

/** As it was written, but for that: “add milk to my list” → “milk”. */
export const withoutKindCue = (text: string): string => {
  const said = text.replace(COMMAND, '').trim();
  const { labels, list, noting, tasking } = kindExpressions();
  for (const frame of list) {
    const [framed, words] = frame.exec(said) ?? [];
    if (framed && words) return `${words}${said.slice(framed.length)}`.trim();
  }
  const cue = [labels.task, labels.note, tasking, noting].find((one) => one.test(said));
  const left = cue && said.replace(cue, '').replace(BEHIND, '');
  // “Note that!” alone is all there is.
  if (left) return left;
  return asksForEvent(said)?.words ?? (asksForReminder(said) ? withoutCue(said) : said);
};
