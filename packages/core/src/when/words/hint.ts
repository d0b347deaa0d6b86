// Whether it is worth looking for a time in a text. Cheap, and without the words of time: every message is asked.
import { START } from './cues.ts';

/** How such words begin; what only looks like one costs nothing but a look. */
const WORDS =
  'noon|midnight|hour|minu|tonight|tomorrow|morning|afternoon|evening|mittag|mitternacht|stund|uhr|morgen|heute|abend|nachmittag|mediod|medianoche|hora|mañana|hoy|tarde|noche|midi|heure|demain|matin|soir|après-midi|meio-dia|meia-noite|amanhã|hoje|manhã|noite|час|полчаса|полд|полноч|минут|завтра|сегодня|утра|вечера|дня|ночи';

let pattern: RegExp | undefined;

export const mayNameTime = (text: string): boolean => {
  pattern ??= new RegExp(`\\d|${START}(?:${WORDS})`, 'iu');
  return pattern.test(text);
};
