// “When am I free tomorrow for an hour?” is /free tomorrow for an hour, in the languages that times are read in: when every word
// of it is understood. Anything else is chat.
const POLITE = '(?:(?:hey|hi|ok|so|please|bitte|por favor|oye|пожалуйста|and|und)[\\s,]+)?';

const BEGINNINGS = [
  '(?:when|what time|at what time|which days?|what days?) (?:am|are|would|will|do|can|could) (?:i|we)(?: be| have| get| find)?',
  '(?:am|are) (?:i|we)',
  'do (?:i|we) have',
  '(?:when is|is) there',
  "(?:find|show|give|suggest|tell)(?: me)?(?: when (?:i am|i[’']m|we are))?",
  'wann (?:bin|habe?|hätte|wäre|haben|sind) (?:ich|wir)',
  '(?:bin|habe?|haben|sind) (?:ich|wir)',
  '(?:such|finde?|zeige?)(?:e)?(?: mir| uns)?(?: bitte)?',
  '(?:a qué hora|cuándo|cuando) (?:estoy|estaré|estamos|tengo|tendré|tenemos|hay)',
  '(?:estoy|estaré|tengo|tenemos|hay)',
  '(?:busca|encuentra|muestra|muéstra|búsca)(?:me)?',
  "(?:quand|à quelle heure)(?: est-ce que)? (?:suis-je|je suis|serai-je|je serai|ai-je|j[’']ai|aurai-je|j[’']aurai|sommes-nous|avons-nous)",
  "(?:est-ce que (?:je suis|j[’']ai)|suis-je|ai-je)",
  '(?:trouve|cherche|montre)(?:[- ]moi)?',
  '(?:quando|a que horas?)(?: é que)?(?: eu)? (?:estou|estarei|tenho|terei|há|tem|estamos|temos)',
  '(?:eu )?(?:estou|tenho|temos)',
  '(?:encontra|encontre|procura|procure|mostra|mostre)(?:-me| me)?',
  'когда(?: (?:я|мы|у меня|у нас))?(?: (?:есть|будет|буду|будем))?',
  '(?:есть ли )?(?:я|у меня|у нас)(?: (?:есть|будет))?',
  '(?:найди|покажи)(?:те)?(?: мне)?',
];

/** What makes it a question for free time. */
const FREE =
  /(?<!\p{L})(?:(?:next )?(?:free|available)|availability|time|slots?|room|space|gap|frei(?:e[rnms]?)?|zeit|verfügbar|lücken?|libres?|tiempo|huecos?|disponibles?|disponibilidad|temps|dispo|créneaux?|livres?|tempo|disponíve(?:l|is)|horários?|свобод\p{L}+|время|времени|окно)(?!\p{L})/giu;
const FILLERS =
  /(?<!\p{L})(?:some|any|my|enough|calls?|meetings?|appointments?|anruf|treffen|durante|reuni[óã]on?|réunion|встреч\p{L}|still|of|noch|mal|etwas|genug|denn|wieder|algo de|algún|du|de|un|um|algum|ещё|еще|please|bitte)(?!\p{L})/giu;

/** Without its number, which goes without saying. */
const ONE_HOUR = /(?<!\d\s*|\p{L})(?:на )?час(?!\p{L})/iu;

let beginning: RegExp | undefined;

/** What stands behind `/free`; undefined: it asks for something else. */
export const readFreePhrase = (text: string): string | undefined => {
  beginning ??= new RegExp(`^[\\s¿¡]*${POLITE}(?:${BEGINNINGS.join('|')})(?!\\p{L})`, 'iu');
  const rest = text.replace(beginning, '');
  if (rest === text) return undefined;
  const [words, said] = [rest.replace(FREE, ' '), rest.replace(FREE, ' ').replace(FILLERS, ' ')];
  if (words === rest) return undefined;
  return said
    .replace(ONE_HOUR, '1 час')
    .replace(/[?!.\s]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
};
