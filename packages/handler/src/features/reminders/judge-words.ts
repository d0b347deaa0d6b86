// What somebody typed of a time, judged. What our grammars do not read is guessed by others, and their guess is asked for.
import { hasWordsOfTime, readWithoutSlips, type When } from '@steward/core/when';
import { askGuess } from './guess.ts';
import { type Judged, judge } from './judge.ts';
import type { Moment } from './moment.ts';
import type { PointedWords } from './point-at-words.ts';
import { type ReadTime, readTime } from './read-time.ts';

interface Ways {
  /** Whether it may come again. */
  mayRepeat: boolean;
  /** Shows which of the words say when, after all else. */
  point?: (words: string) => Promise<PointedWords | undefined>;
}

export const judgeWords = async (
  words: string,
  read: ReadTime | undefined,
  moment: Moment,
  { mayRepeat, point }: Ways,
): Promise<Judged> => {
  const judged = judge(words, read?.when, moment, read?.needsClock);
  if (isRead(read) || !hasWordsOfTime(words)) return judged;
  const when = (await guess(words, moment)) ?? (await guessByPointing(words, moment, point));
  if (!when || (isRepeated(when) && !mayRepeat)) return judged;
  return askGuess(when, moment) ?? judged;
};

const isRead = (read: ReadTime | undefined): boolean => read !== undefined && read.when.kind !== 'unclear';

const isRepeated = ({ kind }: When): boolean => kind === 'rule' || kind === 'often';

const guess = async (words: string, { zone, nowMs }: Moment): Promise<When | undefined> => {
  const mended = readWithoutSlips(words, zone ?? 'UTC', nowMs);
  if (mended || zone === undefined) return mended;
  return (await import('./chrono-opinion.ts')).chronoOpinion(words, zone, nowMs);
};

/** What is pointed at is read as anything that is typed. */
const guessByPointing = async (
  words: string,
  moment: Moment,
  point: Ways['point'],
): Promise<When | undefined> => {
  const pointed = await point?.(words);
  if (!pointed) return undefined;
  const read = readTime(pointed.words, moment);
  const when = isRead(read) && !read?.needsClock ? read?.when : await guess(pointed.words, moment);
  return when && (when.kind === 'rule') === pointed.repeats ? when : undefined;
};
