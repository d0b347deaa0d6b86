// What somebody typed of a time, judged. What our grammars do not read is guessed by others, and their guess is asked for.
import { hasWordsOfTime, readWithoutSlips } from '@steward/core/when';
import { askGuess } from './guess.ts';
import { type Judged, judge, type Moment } from './judge.ts';
import type { ReadTime } from './read-time.ts';

export const judgeWords = async (
  words: string,
  read: ReadTime | undefined,
  moment: Moment,
  { mayRepeat }: { mayRepeat: boolean },
): Promise<Judged> => {
  const judged = judge(words, read?.when, moment, read?.needsClock);
  const isRead = read !== undefined && read.when.kind !== 'unclear';
  if (isRead || !hasWordsOfTime(words)) return judged;
  const { zone, nowMs } = moment;
  const when =
    readWithoutSlips(words, zone ?? 'UTC', nowMs) ??
    (zone === undefined
      ? undefined
      : (await import('./chrono-opinion.ts')).chronoOpinion(words, zone, nowMs));
  if (!when || (when.kind === 'rule' && !mayRepeat)) return judged;
  return askGuess(when, moment) ?? judged;
};
