// Whether a text asks for a reminder. In a file of its own: every message is looked at with it.
import { CUES, type Cues, END } from './cues.ts';

const asksIn = ({ polite, verbs, noun, questions, frame }: Cues): string => {
  const asked = `(?:(?:${verbs})${END}|(?:${noun})\\s*:)(?![\\s,]*(?:${questions})${END})`;
  const framed = frame
    ? `|${frame.before}${END}[\\s\\S]*\\s(?:${frame.after}\\s*[?.!]*\\s*$|${frame.clause}\\s+(?!(?:${questions})${END}))`
    : '';
  return `(?:(?:${polite})${END}[\\s,]*)*(?:${asked}${framed})`;
};

let pattern: RegExp | undefined;

/** Whether a text asks for a reminder by how it begins, whatever it says of a time. */
export const asksForReminder = (text: string): boolean => {
  pattern ??= new RegExp(`^[\\s¿¡]*(?:${Object.values(CUES).map(asksIn).join('|')})`, 'iu');
  return pattern.test(text);
};
