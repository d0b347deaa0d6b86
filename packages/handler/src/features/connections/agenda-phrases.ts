// “What's on my calendar tomorrow?” is /agenda tomorrow, in the languages that times are read in: when every word of it is
// understood. Anything else is chat.
import type { Moment } from './agenda/event-lines.ts';
import { readDays } from './read-days.ts';

/** `…`: where a day may stand; without one it is today. Regular expressions otherwise. */
const NAMES_CALENDAR = [
  "what(?:['’]?s| is| do i have| have i got) (?:on|in) (?:my|the) (?:calendar|agenda|schedule|diary)…",
  "what(?:['’]?s| is)…(?: on| in) (?:my|the) (?:calendar|agenda|schedule|diary)",
  "what(?:['’]?s| is) my (?:agenda|schedule)…",
  'what does my (?:calendar|agenda|schedule) (?:look like|say)…',
  '(?:show|open|check)(?: me)? (?:my|the) (?:calendar|agenda|schedule)…',
  // “Schedule …” asks for something else.
  '(?:my (?:calendar|agenda|schedule)|calendar|agenda)…',
  'was (?:steht|habe? ich|ist)… (?:in|auf) (?:meinem|dem|meiner|der) (?:kalender|terminkalender|agenda)',
  'was (?:steht|habe? ich|ist) (?:in|auf) (?:meinem|dem|meiner|der) (?:kalender|terminkalender|agenda)…',
  '(?:zeige?|öffne)(?: mir)?(?: bitte)? (?:meinen|den|meine|die) (?:kalender|agenda|termine)…',
  '(?:mein |meine )?(?:kalender|termine|agenda)…',
  'qué (?:tengo|hay)…(?: apuntado)? en (?:mi|el|la) (?:calendario|agenda)',
  'qué (?:tengo|hay) en (?:mi|el|la) (?:calendario|agenda)…',
  '(?:muéstrame|muestra|enséñame) (?:mi|el|la) (?:calendario|agenda)…',
  '(?:mi )?(?:calendario|agenda)…',
  "(?:qu['’]est-ce que j['’]ai|qu['’]est-ce qu['’]il y a|qu['’]y a-t-il|qu['’]ai-je)… (?:dans|à|sur) (?:mon|l['’]|le) ?(?:agenda|calendrier)",
  "(?:qu['’]est-ce que j['’]ai|qu['’]est-ce qu['’]il y a|qu['’]y a-t-il|qu['’]ai-je) (?:dans|à|sur) (?:mon|l['’]|le) ?(?:agenda|calendrier)…",
  "(?:montre|affiche)(?:[- ]moi)? (?:mon|l['’]|le) ?(?:agenda|calendrier)…",
  '(?:mon )?(?:agenda|calendrier)…',
  'o que (?:(?:eu )?tenho|há|tem)… (?:na|no)(?: minha| meu)? (?:agenda|calendário)',
  'o que (?:(?:eu )?tenho|há|tem) (?:na|no)(?: minha| meu)? (?:agenda|calendário)…',
  '(?:mostre|mostra|mostrar)(?:-me)?(?: a| o)?(?: minha| meu)? (?:agenda|calendário)…',
  '(?:minha |meu )?(?:agenda|calendário)…',
  'что(?: у меня)?(?: есть)? в (?:моём |моем )?календаре…',
  'что…(?: у меня)? в (?:моём |моем )?календаре',
  'покажи(?:те)?(?: мне)?(?: мой)? календарь…',
  '(?:мой )?календарь…',
];

const NAMES_NONE = [
  '(?:what|which) (?:appointments|meetings|events) do i have…',
  'do i have (?:any )?(?:appointments|meetings|events)…',
  "what(?: do i have|[’']?s| is)(?: on)? planned…",
  'what do i have(?: on)?…',
  'what does my (?:day|week) look like…',
  'was steht…(?: bei mir)? an',
  'was steht bei mir… an',
  'was habe? ich…(?: vor)?',
  '(?:welche|was für) termine habe? ich…',
  'habe? ich… (?:einen termin|termine)',
  'wie sieht mein (?:tag|kalender)… aus',
  'qué (?:citas|reuniones|planes|eventos) tengo…',
  'qué tengo…',
  '(?:quels sont mes|quels) rendez-vous (?:ai-je )?…',
  "(?:quels sont mes rendez-vous|j['’]ai quoi|qu['’]est-ce que j['’]ai(?: de prévu)?|qu['’]ai-je(?: de prévu)?)…",
  '(?:quais|que) (?:compromissos|reuniões|eventos) (?:eu )?tenho…',
  'o que (?:eu )?tenho(?: marcado)?…',
  'какие у меня (?:встречи|дела|события|планы)…',
  'что у меня(?: запланировано)?…',
];

const POLITE = '(?:(?:hey|hi|ok|please|bitte|por favor|oye|пожалуйста|and|und)[\\s,]+)?';

const compiled = (phrases: readonly string[]) => {
  let patterns: RegExp[] | undefined;
  return (): RegExp[] => {
    patterns ??= phrases.map(
      (phrase) =>
        new RegExp(
          `^[\\s¿¡]*${POLITE}${phrase.replace('…', '(?:,?\\s+(.{2,40}?))?')}(?:\\s+please)?[\\s?!.]*$`,
          'iu',
        ),
    );
    return patterns;
  };
};

const withCalendar = compiled(NAMES_CALENDAR);
const withoutOne = compiled(NAMES_NONE);

/** What stands before a day there, and is no word of time. */
const BEFORE = /^(?:for|of|für|von|de|del|para|pour|du|da|do|на)\s+/iu;

/** `typed`: as behind `/agenda`. `isSure`: it names the calendar. */
export const readPhrase = (text: string, moment: Moment): { typed: string; isSure: boolean } | undefined => {
  for (const isSure of [true, false]) {
    for (const pattern of isSure ? withCalendar() : withoutOne()) {
      const match = pattern.exec(text);
      if (!match) continue;
      const said = match[1] ?? '';
      // Without a calendar or a day it asks for anything: what do I have?
      if (said === '' && !isSure) continue;
      const typed = [said, said.replace(BEFORE, '')].find((words) => readDays(words, moment));
      if (typed !== undefined) return { typed, isSure };
    }
  }
  return undefined;
};
