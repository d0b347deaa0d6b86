// What asks for a note where no command does, in each language. Tighter than what tells kinds apart (`kind-cues.ts`): these
// act at once, and chat has to stay chat. Regular expressions without flags, as those.
import type { LanguageName } from '../when/words/cues.ts';

export interface NoteCues {
  /** Asks where a colon follows; spoken also before a comma or a full stop. */
  label: string;
  /** Asks by itself. */
  taking: string;
  /** Stands between that and the words. */
  joins: string;
  /** Asks, as all there is in a reply, for the message that it replies to. */
  saving: string;
  /** Around that. */
  polite: string;
}

export const NOTE_CUES: Record<LanguageName, NoteCues> = {
  en: {
    label: '(?:(?:new|quick|short|my) )?(?:note|memo)|notes? to (?:self|myself)',
    taking:
      '(?:take|make)(?: me)? (?:a|this) (?:quick |short |new )?note(?! (?:to|for) (?!self|myself|me(?![a-z])))|take this down|note down(?= that|\\s*[:：])|save(?: this)? as a note(?=\\s*[:：])|note to self',
    joins: 'that|of|to self|to myself|for me|saying',
    saving:
      '(?:save|keep|note|write|jot|store|put) (?:this|that|it)(?: (?:message|one|text))?(?: down)?(?: (?:as a note|(?:to|in|into|for) (?:my |the )?notes|for (?:me|later)))?|(?:save|keep) (?:to|in) (?:my )?notes|(?:take|make) (?:a )?note(?: of (?:this|that|it))?|note(?: down)?',
    polite: 'please|can you|could you|thanks|thank you|ok(?:ay)?|hey',
  },
  de: {
    label: '(?:(?:neue|kurze|meine) )?(?:notiz|memo|merkzettel)|notiz an (?:mich|mich selbst)',
    taking:
      '(?:mach|mache|erstelle?|nimm)(?: (?:mir|dir|bitte|mal))* (?:eine |ne )(?:kurze |neue )?notiz(?! (?:an|für) (?!mich|mir))|notiere?(?: (?:mir|dir|bitte))*,? dass|schreibe? (?:mir |dir |bitte )*auf(?=\\s*[:：,]| dass)',
    joins: 'dass|davon|darüber|an mich|für mich',
    saving:
      '(?:speichere?|sichere?|behalte?|notiere?|merke?)(?: (?:dir|mir|bitte|mal))* (?:das|dies(?:e nachricht|en text)?|es)(?: (?:bitte|als notiz|in (?:meinen|den) notizen))*|(?:das |dies |es )?(?:bitte )?(?:als notiz (?:speichern|behalten)|speichern|notieren|merken|aufschreiben)|schreibe? (?:dir |mir |bitte )*(?:das|dies|es) auf|notiz',
    polite: 'bitte|kannst du|danke|ok(?:ay)?|hey',
  },
  es: {
    label: '(?:(?:nueva|otra|mi) )?(?:nota(?: (?:para m[íi]|mental|rápida))?|apunte)',
    taking:
      '(?:toma(?:r)?|haz|crea|guarda) (?:una )?(?:nueva )?nota(?! (?:a|para) (?!m[íi]))|(?:anota|apunta)(?:me)? que(?!.* (?:lista|tareas|calendario|agenda))',
    joins: 'de que|que|de|para m[íi]',
    saving:
      '(?:gu[aá]rda|an[oó]ta|ap[uú]nta)(?:me|te)?(?:lo|la)?(?: (?:esto|eso|este (?:mensaje|texto)))?(?: (?:como (?:una )?nota|en (?:mis |las )?notas))?|guardar(?:lo)?(?: (?:esto|como nota))?|toma nota(?: de (?:esto|eso))?|nota',
    polite: 'por favor|puedes|podrías|gracias|vale|oye',
  },
  fr: {
    label: '(?:(?:nouvelle|petite|ma) )?(?:note(?: (?:pour moi|à moi-même))?|mémo|pense-bête)',
    taking:
      '(?:prends|prenez|fais|faites|crée)(?:[- ]moi)? (?:une )?(?:nouvelle |petite )?note(?! (?:à|pour) (?!moi))|(?:note|notez)[- ]moi(?: que)?',
    joins: "que|qu['’]|de|d['’]|pour moi",
    saving:
      '(?:garde|gardez|note|notez|enregistre|enregistrez|sauvegarde|conserve)(?:[- ](?:moi|l[ea]))*(?: (?:ça|cela|ceci|ce (?:message|texte)))?(?: (?:en note|comme note|dans (?:mes|les) notes))?|(?:garder|enregistrer|noter)(?: (?:ça|cela|ceci))?|prends(?: en)? note(?: de (?:ça|cela))?',
    polite: "s['’]il te pla[iî]t|s['’]il vous pla[iî]t|stp|svp|peux-tu|tu peux|merci|ok",
  },
  pt: {
    label: '(?:(?:nova|outra|minha) )?(?:nota(?: (?:para mim|mental|rápida))?|anotação|memo)',
    taking:
      '(?:tom[ae]|faz|faça|cri[ae]) (?:uma )?(?:nova )?(?:nota|anotação)(?! (?:a|para) (?!mim))|anot[ae](?: aí)?(?:,? que|(?=\\s*[:：]))(?!.* (?:lista|tarefas|agenda|calendário))',
    joins: 'de que|que|de|para mim',
    saving:
      '(?:guard[ae]|salv[ae]|anot[ae]|grav[ae])(?:-[oa])?(?: (?:isso|isto|aí|ess[ae] (?:mensagem|texto)|est[ae] (?:mensagem|texto)))?(?: (?:como (?:uma )?nota|nas (?:minhas )?notas))?|(?:guardar|salvar|anotar)(?: (?:isso|isto))?|tom[ae] nota(?: disso)?|nota',
    polite: 'por favor|pode|podes|você pode|obrigad[oa]|ok',
  },
  ru: {
    label: '(?:(?:новая|моя|быстрая) )?(?:заметка(?: (?:себе|для себя|мне))?|памятка)',
    taking:
      '(?:сделай|создай|добавь)(?:те)? (?:мне )?(?:новую )?заметку(?! для (?!меня|себя))|запиши(?:те)?(?: (?:мне|себе))?,? что|запиши(?:те)? в заметки',
    joins: 'что|о том|о|для меня|для себя|себе',
    saving:
      '(?:сохрани|запиши|запомни)(?:те)?(?: (?:мне|себе|это|эту|этот|сообщение|это сообщение|этот текст))*(?: (?:в заметки|как заметку|в заметках))?|(?:сохранить|записать)(?: это)?|(?:в заметки|сделай заметку|заметка)',
    polite: 'пожалуйста|можешь|спасибо|ок',
  },
};
