// Whether it is worth looking for a time in a text. Cheap, and without the words of time: every message is asked.
const WORDS = [
  'noon|midnight|hours?|minutes?|tonight|tomorrow|morning|afternoon|evening',
  'mittags?|mitternacht|stunden?|minuten?|uhr|morgens?|heute|abends?|nachmittags?',
  'mediod[ií]a|medianoche|horas?|minutos?|mañana|hoy|tarde|noche',
  'midi|minuit|heures?|demain|matin|soir|après-midi',
  'meio-dia|meia-noite|amanhã|hoje|manhã|noite',
  'час(?:а|ов)?|полчаса|минут[уы]?|полдень|полночь|завтра|сегодня|утра|вечера|дня|ночи',
].join('|');

let pattern: RegExp | undefined;

export const mayNameTime = (text: string): boolean => {
  pattern ??= new RegExp(`\\d|(?<![\\p{L}\\p{N}])(?:${WORDS})(?![\\p{L}\\p{N}])`, 'iu');
  return pattern.test(text);
};
