// “Add this to my calendar”: the event is told by something else, a picture or the message that is replied to, or by what
// stands before or behind it.
import { END, type LanguageName, START } from '../when/words/cues.ts';
import { EVENT_WORDS } from './languages.ts';

interface ThisWords {
  it: string;
  /** Verbs that hold it. */
  clitic?: string;
  /** Asks for an event of it, without a calendar. */
  make: string;
  and: string;
  thanks: string;
}

const THIS: Record<LanguageName, ThisWords> = {
  en: {
    it: '(?:it|this|that|these|them|(?:this|the|that) (?:event|appointment|date|meeting|invitation|flyer|poster|ticket|picture|photo|message|one))(?: please)?',
    make: '(?:make|create|add) (?:an? )?(?:new )?(?:calendar )?(?:event|appointment|entry) (?:of|from|out of|for|with) (?:it|this|that)(?: (?:picture|photo|message))?',
    and: 'and',
    thanks: 'please|thanks|thank you',
  },
  de: {
    it: '(?:mir )?(?:bitte )?(?:das|es|dies|den|die|diese[nrs]?)(?: (?:termin|veranstaltung|einladung|event|bild|foto|flyer|plakat|nachricht))?(?: bitte)?',
    make: '(?:mach|mache|erstelle?) (?:mir )?(?:bitte )?(?:(?:daraus|davon|hieraus) (?:bitte )?(?:einen termin|ein event)|(?:einen termin|ein event) (?:daraus|davon|hieraus))',
    and: 'und',
    thanks: 'bitte|danke',
  },
  es: {
    it: '(?:esto|eso|est[ea] (?:evento|cita|foto|mensaje)|el evento|la cita)',
    clitic: 'ponlo|añádelo|agrégalo|apúntalo|anótalo|guárdalo|mételo',
    make: '(?:crea|haz) (?:un evento|una cita) (?:de|con|a partir de) (?:esto|eso)',
    and: 'y',
    thanks: 'por favor|gracias',
  },
  fr: {
    it: "(?:le|la|les|ça|cela|ceci|cet événement|ce rendez-vous|cette (?:photo|invitation)|l['’]événement)",
    make: '(?:crée|fais) (?:un événement|un rendez-vous) (?:de|avec|à partir de) (?:ça|cela|ceci)',
    and: 'et',
    thanks: "s['’]il (?:te|vous) pla[iî]t|merci",
  },
  pt: {
    it: '(?:isso|isto|o|a|ess[ea] (?:evento|foto|mensagem)|est[ea] (?:evento|foto|mensagem))',
    make: '(?:cria|crie|faz|faça) um evento (?:disso|disto|com isso|com isto|a partir disso)',
    and: 'e',
    thanks: 'por favor|obrigad[oa]',
  },
  ru: {
    it: '(?:это(?: событие)?|его|её|ее)',
    make: '(?:создай|создайте|сделай|сделайте) (?:событие|встречу) (?:из этого|по этому)',
    and: 'и',
    thanks: 'пожалуйста|спасибо',
  },
};

const expressionsOf = (language: LanguageName) => {
  const { add, calendar, close = '(?!)', polite } = EVENT_WORDS[language];
  const { and, clitic = '(?!)', it, make, thanks } = THIS[language];
  const politely = `(?:(?:${polite})${END}[\\s,]*)*`;
  const there = `\\s+(?:${calendar})${END}(?:\\s+(?:${close})${END})?`;
  const cue = `${politely}(?:(?:${make})${END}|(?:(?:${add})[\\s-]+(?:${it})|${clitic})${there})`;
  const end = `[\\s.,!?]*(?:(?:${thanks})[\\s.!]*)?$`;
  return {
    whole: new RegExp(`^[\\s¿¡]*(?:${cue}|${politely}(?:${add})${there})${end}`, 'iu'),
    before: new RegExp(`^[\\s¿¡]*${cue}\\s*[:.,–—-]\\s*(?=\\S)`, 'iu'),
    behind: new RegExp(`(?:^|[\\s,.;!…–-]+)(?:(?:${and})\\s+)?${START}${cue}${end}`, 'iu'),
  };
};

type Expressions = ReturnType<typeof expressionsOf>;

const made = new Map<LanguageName, Expressions>();

const expressions = (language: LanguageName): Expressions => {
  const found = made.get(language) ?? expressionsOf(language);
  made.set(language, found);
  return found;
};

/** Whether that is all that a text says. */
export const asksForThis = (text: string): boolean =>
  text.length <= LONGEST &&
  (Object.keys(THIS) as LanguageName[]).some((language) => expressions(language).whole.test(text));

const LONGEST = 120;

/** What a text tells beside it; undefined where it does not say so, or says nothing else. */
export const besideThis = (text: string, language: LanguageName): string | undefined => {
  const { before, behind } = expressions(language);
  const cue = [before, behind].find((expression) => expression.test(text));
  return cue && text.replace(cue, '').trim();
};
