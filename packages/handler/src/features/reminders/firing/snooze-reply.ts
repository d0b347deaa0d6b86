// "in 2 hours" or "done", as a reply to what rang.
import { readWhen } from '@steward/core/when';
import { saidIn } from '../../../context/own-words.ts';
import type { Services } from '../../../context/services.ts';
import type { Handled } from '../../../context/work.ts';
import type { CommandContext } from '../../feature.ts';
import { mayChange } from '../find-reminder.ts';
import { rangIn } from './rang-in.ts';
import { type RingTapDependencies, snoozeAndShow, tapRing } from './ring-taps.ts';

export type SnoozeReplyDependencies = RingTapDependencies & Pick<Services, 'bot'>;

const DONE =
  /^\s*(?:(?:(?:i['’]?m|it['’]?s|all) )?done|did it|finished|erledigt|fertig|gemacht|hecho|listo|(?:c['’]est )?fait|feito|pronto|готово|сделано|сделала?|✅|☑️?|✔️?|👍)[\s.!]*$/iu;

/** Undefined: it says more than one time, or none, and is no snooze. */
export const snoozeByReply = async (
  services: SnoozeReplyDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const rang = rangIn(context.message);
  const words = await saidIn(services, context);
  if (rang && DONE.test(words)) {
    await tapRing(services, context, ['done', String(rang.number), String(rang.dueMs)]);
    return 'answered';
  }
  const read = rang && readWhen(words, context.profile?.zone?.name ?? 'UTC', context.queuedMs);
  if (!rang || !read || read.when.kind !== 'at' || read.what.trim() !== '') return undefined;
  if (context.profile?.zone === undefined && !read.when.elapsed) return undefined;
  const { ms } = read.when;
  const reminder = await services.reminders.get(context.owner, rang.number);
  if (!reminder || ms <= context.queuedMs) return undefined;
  if (!(await mayChange(services, context, reminder))) return 'answered';
  await snoozeAndShow(services, context, { reminder, dueMs: rang.dueMs }, ms);
  return 'answered';
};
