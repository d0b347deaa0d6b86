// The cues of all languages as expressions, made when they are used first.
import { CUES, END, type LanguageName, START } from '../when/words/cues.ts';
import { KIND_CUES } from './kind-cues.ts';

/** How a question begins that is none about something to come. */
const MODAL = 'should|shall|do|does|did|is|was|soll|sollte|debo|dois-je|devo';

const expressionsOf = () => {
  const languages = Object.keys(KIND_CUES) as LanguageName[];
  const cues = languages.map((language) => KIND_CUES[language]);
  const polite = languages.map((language) => CUES[language].polite).join('|');
  const begin = `^[\\s¿¡]*(?:(?:${polite})${END}[\\s,]*)*`;
  const anyOf = (patterns: string[], behind = '') =>
    new RegExp(`${begin}(?:${patterns.join('|')})${END}${behind}`, 'iu');
  const answers = cues.map((one) => one.answers).join('|');
  return {
    /** Up to the colon. */
    labels: {
      task: anyOf(
        cues.map(({ task }) => task),
        '\\s*[:：](?=\\s*\\S)',
      ),
      note: anyOf(
        cues.map(({ note }) => note),
        '\\s*[:：](?=\\s*\\S)',
      ),
    },
    tasking: anyOf(cues.map(({ tasking }) => tasking)),
    noting: anyOf(cues.map(({ noting }) => noting)),
    /** The words between are the first group. */
    list: cues.map(
      ({ list: [before, after] }) =>
        new RegExp(`${begin}(?:${before})\\s+(\\S.{0,200}?)\\s+(?:${after})${END}`, 'iu'),
    ),
    /** It asks the model something. */
    asks: anyOf([...languages.map((language) => CUES[language].questions), answers, MODAL]),
    duty: new RegExp(
      `(?:^|[.!?;:,\\n]\\s*)${START}(?:${cues.map(({ duty }) => duty).join('|')})${END}(?![\\s,]*(?:${answers})${END})`,
      'iu',
    ),
  };
};

let made: ReturnType<typeof expressionsOf> | undefined;

export const kindExpressions = () => {
  made ??= expressionsOf();
  return made;
};
