// What tells tasks and notes apart from chat, in each language. Regular expressions without flags, as those of when/ and
// event/; what asks for reminders and events is there.
import type { LanguageName } from '../when/words/cues.ts';

export interface KindCues {
  /** Asks for a note where a colon follows. */
  note: string;
  /** Asks for a note by itself. */
  noting: string;
  /** Asks for a task where a colon follows. */
  task: string;
  /** Asks for a task by itself. */
  tasking: string;
  /** Asks for one with the words between them: add … to my list. */
  list: readonly [before: string, after: string];
  /** Somebody has to do something: perhaps a task. At the beginning of a sentence. */
  duty: string;
  /** What only a model does: behind such a duty nobody has to do anything. */
  answers: string;
}

export const KIND_CUES: Record<LanguageName, KindCues> = {
  en: {
    note: 'notes?|memo|idea|note to self',
    noting:
      'note (?:down|that)|(?:write|jot) (?:this|that|it) down|(?:write|jot) down that|jot down|(?:make|take) a note|(?:save|keep) (?:this|that|it) as a note',
    task: 'tasks?|to-?dos?|to do|action item',
    tasking: '(?:new |(?:add|create|make) (?:a |the )?(?:new )?)(?:task|to-?do)(?! list)',
    list: [
      'add|put|write|get',
      '(?:to|on|onto) (?:my|the|our) (?:(?:to-?do|to do|tasks?|shopping|grocery) )?(?:list|tasks|to-?dos)',
    ],
    duty: "(?:i|we|you)(?:['’]ve| still| really)? (?:need to|have to|has to|must|got to|should)|please|don['’]t forget|remember to|make sure|(?:can|could|would|will) you (?:please )?(?:send|bring|call|pay|book|buy|pick|review|sign|fix|order|return|finish|submit)",
    answers:
      '(?:please |to |me )*(?:explain|tell|translate|summari[sz]e|describe|compare|suggest|help|show|give|answer|correct|rewrite|write|understand|know|say|list|note|use|be)',
  },
  de: {
    note: 'notiz(?:en)?|memo|idee|merkzettel',
    noting:
      'notiere?(?: (?:dir|mir|bitte))*(?:,? dass)?|merke? dir|schreibe? (?:dir |mir )?(?:das |es )?auf|(?:mach|erstelle?) (?:dir |mir )?eine notiz',
    task: 'aufgaben?|to-?dos?|zu erledigen',
    tasking: '(?:neue|(?:erstelle?|lege?|füge?) (?:mir )?eine(?: neue)?) aufgabe',
    list: [
      'setze?|schreibe?|pack(?:e)?|füge?|trage?|nimm|tu',
      '(?:auf|zu|in) (?:die|meine[rn]?|der|unsere[rn]?) (?:[a-zäöüß-]*liste|aufgaben|to-?dos?)(?: (?:hinzu|ein|auf))?',
    ],
    duty: '(?:ich|wir|du) (?:muss|müssen|musst|sollten?|soll)|bitte|nicht vergessen|vergiss nicht|denke? (?:bitte )?(?:daran|an)|kannst du(?=.{1,80} (?:schicken|mitbringen|anrufen|bezahlen|buchen|kaufen|abholen|unterschreiben|bestellen|prüfen))',
    answers:
      '(?:bitte |mir |uns |mal )*(?:erklären?|sage?|übersetzen?|fasse?|beschreibe?|vergleiche?|hilf|zeige?|gib|antworte?|korrigiere?|schreibe?|wissen|verstehen|nenne?)',
  },
  es: {
    note: 'notas?|apunte|idea',
    noting:
      '(?:anota|apunta)(?:r|me)?(?: que)?(?!.* (?:lista|tareas|calendario|agenda))|toma(?:r)? nota(?: de)?(?: que)?|guarda (?:esto|esta nota)',
    task: 'tareas?|pendientes?|por hacer',
    tasking: '(?:nueva|(?:añade|agrega|crea) una(?: nueva)?) tarea',
    list: [
      'añade|agrega|pon|apunta|anota',
      '(?:a|en) (?:(?:mi|la|nuestra) lista(?: de(?: la)? (?:compras?|tareas))?|mis tareas)',
    ],
    duty: '(?:tengo|tenemos|tienes) que|hay que|debo|debes|debemos|por favor|no (?:te )?olvides?|acuérdate de',
    answers:
      '(?:por favor |que )*(?:expl[íi]ca\\p{L}*|dime|traduce|resume|describe|compara|ayúda\\p{L}*|muestra|escribe|entender|saber)',
  },
  fr: {
    note: 'notes?|mémo|idée|pense-bête',
    noting:
      'not(?:e|ez) (?:bien )?(?:que|ça|cela)|not(?:e|ez)[- ](?:moi|l[ea])|prends note(?: que| de)?|prenez note(?: que| de)?|garde ça en note',
    task: 'tâches?|à faire',
    tasking: '(?:nouvelle|(?:ajoute|crée)[rz]? une(?: nouvelle)?) tâche',
    list: [
      '(?:ajoute|mets|note|inscris)[rz]?',
      "(?:à|sur|dans) (?:(?:ma|la|notre) liste(?: (?:de|des|d['’])\\s?(?:courses|achats|tâches))?|mes tâches)",
    ],
    duty: "(?:je|tu) dois|on doit|nous devons|il faut|n['’]oublie[zs]?(?: pas)?|ne pas oublier|merci de|s['’]il te pla[iî]t|s['’]il vous pla[iî]t|pense à|peux-tu (?:m['’]envoyer|envoyer|appeler|acheter|payer|réserver|apporter)",
    answers:
      "(?:moi |me |de |d['’])*(?:explique[rz]?|dis|dire|tradui[st]\\p{L}*|résume[rz]?|décri[rst]\\p{L}*|compare[rz]?|aide[rz]?|montre[rz]?|donne[rz]?|écri[st]\\p{L}*|comprendre|savoir)",
  },
  pt: {
    note: 'notas?|anotação|ideia|lembrar',
    noting:
      'anot[ae](?:r)?(?: que| aí)?(?!.* (?:lista|tarefas|agenda|calendário))|tom[ae] nota(?: de)?(?: que)?|guard[ae] (?:isso|esta nota)',
    task: 'tarefas?|pendências?|a fazer',
    tasking: '(?:nova|(?:adicion[ae]|cri[ae]) uma(?: nova)?) tarefa',
    list: [
      'adicion[ae]|coloc[ae]|coloque|põe|bot[ae]|anot[ae]',
      '(?:à|na|em|às) (?:(?:minha |nossa )?lista(?: de (?:compras|tarefas))?|minhas tarefas)',
    ],
    duty: '(?:tenho|temos|você tem|tens) (?:que|de)|preciso|precisamos|devo|por favor|não (?:te |se )?esque(?:ça|ças|cer)|não esquece',
    answers:
      '(?:por favor |que |de )*(?:expli\\p{L}*|diga|diz|traduz\\p{L}*|resum\\p{L}*|descrev\\p{L}*|compar\\p{L}*|ajud\\p{L}*|mostr\\p{L}*|escrev\\p{L}*|entender|saber)',
  },
  ru: {
    note: 'заметк[аи]|запись|идея',
    noting:
      'запиши(?:те)?(?:,? что)?(?!.* (?:список|задачи|календарь|расписание|на при[её]м))|сделай(?:те)? заметку|сохрани(?:те)? (?:это|заметку)',
    task: 'задач[аи]|дело',
    tasking: 'новая задача|(?:добавь|создай)(?:те)? (?:новую )?задачу',
    list: [
      '(?:добавь|запиши|внеси|поставь)(?:те)?',
      '(?:в|на) (?:мой |мои )?(?:список(?: дел| покупок)?|задачи)',
    ],
    duty: '(?:мне|нам|тебе) (?:надо|нужно)|надо|нужно|я (?:должен|должна)|не забудь(?:те)?|пожалуйста|прошу',
    answers:
      '(?:мне |пожалуйста )*(?:объясни\\p{L}*|расскажи\\p{L}*|скажи\\p{L}*|переведи\\p{L}*|опиши\\p{L}*|сравни\\p{L}*|помоги\\p{L}*|покажи\\p{L}*|напиши\\p{L}*|понять|узнать|знать)',
  },
};
