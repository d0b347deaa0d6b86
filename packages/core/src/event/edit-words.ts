// What is said of a change, in each language. Regular expressions without flags; words of time are those of when/, and what
// stands around an event is in languages.ts.
import type { LanguageName } from '../when/words/cues.ts';

/** Around a length: an hour later, push it back by an hour. */
export interface Around {
  behind: string;
  before: string;
}

export interface EditWords {
  /** Before a new title. */
  title: string;
  /** Asks for another time. */
  move: string;
  /** What says nothing beside what is changed. */
  filler: string;
  later: Around;
  earlier: Around;
  longer: Around;
  shorter: Around;
  /** Before the time at which it ends; `until` is what stands for it. */
  ends: string;
  until: string;
  /** Before a place, whatever it is called. */
  place: string;
  noPlace: string;
  /** Before names or addresses. */
  invite: string;
  /** Before who comes, beside “with”. */
  along?: string;
  /** Before a place, beside those of an event. */
  near?: string;
}

export const EDIT_WORDS: Record<LanguageName, EditWords> = {
  en: {
    title:
      '(?:and )?(?:(?:re)?name it(?: to| as)?|rename(?: (?:it|this|that|the event))?(?: to| as)?|call it|(?:change |set )?(?:the |its )?(?:title|name)(?: to| is| should be|(?=\\s*:))|title it)',
    move: 'move|reschedule|shift|change|push|bring|postpone',
    filler:
      "please|how about|what about|make|it|that|this|its|the (?:event|meeting|appointment|call|time|date|day|start|length|duration)|event|meeting|set|put|let['’]?s|let|do|have|can|could|would|you|we|i|want|like|to|on|for|by|and|then|also|instead|rather|actually|no|sorry|ok|okay|be|should|is|start(?:s|ing)?|begin(?:s|ning)?|but|better|at|last(?:s|ing)?|only|just|a|an",
    later: {
      behind: 'later',
      before:
        '(?:push|move|shift|put)(?: (?:it|this|that))?(?: back)? by|(?:delay|postpone)(?: (?:it|this|that))?(?: by)?|push (?:it |this |that )?back(?: by)?|later by',
    },
    earlier: {
      behind: 'earlier|sooner',
      before: '(?:bring (?:it |this )?forward|move (?:it |this )?up)(?: by)?|earlier by',
    },
    longer: {
      behind: 'longer|more',
      before: '(?:extend|lengthen|prolong)(?: (?:it|this|that))?(?: by)?|longer by|add',
    },
    shorter: { behind: 'shorter|less', before: '(?:shorten|cut)(?: (?:it|this|that))?(?: by)?|shorter by' },
    ends: '(?:(?:it |which |that )?(?:should )?end(?:s|ing)?|finish(?:es|ing)?)(?: at)?|up to',
    until: 'until',
    place: '(?:change |set )?(?:the )?(?:place|location|venue)(?: is| to|(?=\\s*:))',
    noPlace: '(?:no|without an?|remove the|delete the|clear the) (?:place|location|venue)|no place',
    invite: 'invite',
    along: 'add',
  },
  de: {
    title:
      '(?:und )?(?:nenne? (?:es|das|ihn|sie)|benenne? (?:es|das|ihn)(?: um)?(?: in)?|umbenennen in|(?:ändere )?(?:der |den |neuer )?(?:titel|name)(?: ist| auf| in|(?=\\s*:))|(?:es|das) heißt)',
    move: 'verschiebe?|verleg(?:e)?|änder(?:e|n)?|verschieben',
    filler:
      'bitte|mache?|es|das|ihn|sie|den termin|der termin|das treffen|termin|die (?:uhr)?zeit|das datum|die dauer|setze?|lege?|pack(?:e)?|lass uns|kannst du|könntest du|doch|lieber|besser|stattdessen|auf|am|an|den|für|um|nach|und|dann|auch|nein|eher|ok|okay|daraus|soll|dauer(?:t|n)?|beginn(?:t|en)?|start(?:et)?|nur|aber|zu|draus',
    later: {
      behind: 'später|nach hinten|verschieben',
      before: '(?:verschiebe?|verleg(?:e)?)(?: (?:es|das|ihn|sie|den termin))?(?: nach hinten)? um',
    },
    earlier: {
      behind: 'früher|eher|nach vorne?',
      before: '(?:zieh(?:e)?)(?: (?:es|das|ihn|sie|den termin))?(?: vor)? um',
    },
    longer: {
      behind: 'länger|mehr|verlängern',
      before: '(?:verlänger(?:e|n)?)(?: (?:es|das|ihn|sie|den termin))?(?: um)?',
    },
    shorter: {
      behind: 'kürzer|weniger|(?:ver)?kürzen',
      before: '(?:(?:ver)?kürz(?:e|en)?)(?: (?:es|das|ihn|sie|den termin))?(?: um)?',
    },
    ends: '(?:(?:es |das )?(?:soll )?endet?|ende|schluss)',
    until: 'bis',
    place: '(?:ändere )?(?:der |den )?(?:ort|treffpunkt)(?: ist| auf|(?=\\s*:))',
    noPlace: '(?:kein|ohne|ohne einen|lösche den|entferne den) (?:ort|treffpunkt)|kein ort',
    invite: 'lade?|einladen',
    near: 'bei',
  },
  es: {
    title:
      '(?:y )?(?:ll[aá]mal[oa]|llamarl[oa]|n[oó]mbral[oa]|(?:re|cambia el )n[oó]mbr(?:al[oa]|e)(?: a| como)?|ren[oó]mbral[oa](?: a| como)?|(?:cambia )?(?:el )?(?:t[ií]tulo|nombre)(?: a| es|(?=\\s*:)))',
    move: 'mu[eé]vel[oa]|mueve|c[aá]mbial[oa]|cambia|p[aá]sal[oa]|reprograma(?:l[oa])?',
    filler:
      'por favor|ponl[oa]|hazl[oa]|que|sea|mejor|en vez de eso|en su lugar|la cita|el evento|la reuni[oó]n|la hora|la fecha|el d[ií]a|la duraci[oó]n|el|la|los|a|al|para|y|tambi[eé]n|no|puedes|podr[ií]as|de|dure|dura|empieza|empiece|con|s[oó]lo',
    later: {
      behind: 'm[aá]s tarde|despu[eé]s',
      before: '(?:retr[aá]sal[oa]|retrasa|apl[aá]zal[oa]|aplaza|posp[oó]nl[oa])',
    },
    earlier: { behind: 'm[aá]s temprano|antes', before: '(?:adel[aá]ntal[oa]|adelanta)' },
    longer: {
      behind: 'm[aá]s larg[oa]|m[aá]s',
      before: '(?:al[aá]rgal[oa]|alarga|ampl[ií]al[oa]|exti[eé]ndel[oa])',
    },
    shorter: { behind: 'm[aá]s cort[oa]|menos', before: '(?:ac[oó]rtal[oa]|acorta|red[uú]cel[oa])' },
    ends: '(?:que )?(?:termina|termine|acaba|acabe|fin)(?: a las?)?',
    until: 'hasta las',
    place: '(?:cambia )?(?:el )?(?:lugar|sitio)(?: es| a|(?=\\s*:))',
    noPlace: '(?:sin|ning[uú]n|quita el|borra el) (?:lugar|sitio)',
    invite: 'invita(?:r)?(?: a)?',
  },
  fr: {
    title:
      '(?:et )?(?:appelle[- ]l[ea]|nomme[- ]l[ea]|renomme(?:[- ]l[ea])?(?: en)?|(?:change )?(?:le )?(?:titre|nom)(?: en| est|(?=\\s*:))|intitule[- ]l[ea])',
    move: 'd[ée]place(?:[- ]l[ea])?|change(?:[- ]l[ea])?|reporte(?:[- ]l[ea])?|passe(?:[- ]l[ea])?',
    filler:
      "s['’]il te pla[iî]t|s['’]il vous pla[iî]t|mets?(?:[- ]l[ea])?|fais(?:[- ]l[ea])?|plut[oô]t|[àa] la place|finalement|le rendez-vous|la r[ée]union|l['’](?:heure|[ée]v[ée]nement)|la date|la dur[ée]e|le jour|le|la|les|[àa]|au|pour|et|aussi|non|peux-tu|tu peux|en|de|commence|dure|qui|seulement",
    later: {
      behind: 'plus tard|apr[èe]s',
      before:
        "(?:retarde(?:[- ]l[ea])?|d[ée]cale(?:[- ]l[ea])?|repousse(?:[- ]l[ea])?|plus tard)(?: de| d['’])",
    },
    earlier: { behind: 'plus t[oô]t|avant', before: "(?:avance(?:[- ]l[ea])?|plus t[oô]t)(?: de| d['’])" },
    longer: {
      behind: 'de plus|plus long(?:ue)?|plus longtemps',
      before: "(?:prolonge(?:[- ]l[ea])?|rallonge(?:[- ]l[ea])?|plus long(?:ue)?)(?: de| d['’])",
    },
    shorter: {
      behind: 'de moins|plus court(?:e)?',
      before: "(?:raccourcis(?:[- ]l[ea])?|plus court(?:e)?)(?: de| d['’])",
    },
    ends: '(?:qui )?(?:finit|se termine|termine|fin)(?: [àa])?',
    until: "jusqu'à",
    place: '(?:change )?(?:le )?(?:lieu|endroit)(?: est| en|(?=\\s*:))',
    noPlace: '(?:sans|pas de|aucun|enl[èe]ve le|supprime le) (?:lieu|endroit)',
    invite: 'invite[rz]?',
  },
  pt: {
    title:
      '(?:e )?(?:chama-?[oa]?(?: de)?|chame(?: de)?|renomeia(?:-[oa])?(?: para)?|renomeie(?: para)?|nomeia(?:-[oa])?|(?:muda |mude )?(?:o )?(?:t[ií]tulo|nome)(?: para| [ée]|(?=\\s*:)))',
    move: 'mud[ae](?:-[oa])?|mov[ae](?:-[oa])?|pass[ae](?:-[oa])?|troca|reagend[ae]|remarc[ae]',
    filler:
      'por favor|faz|faça|p[oõ]e|ponha|coloca|coloque|deixa|que|seja|melhor|em vez disso|o evento|a reuni[aã]o|a consulta|a hora|a data|o dia|a dura[cç][aã]o|o|a|os|as|para|pra|e|tamb[eé]m|n[aã]o|pode|de|na|no|dure|dura|comece|come[cç]a|com|s[oó]|isso',
    later: { behind: 'mais tarde|depois', before: '(?:adi[ae](?:-[oa])?|atras[ae](?:-[oa])?)(?: em| por)?' },
    earlier: {
      behind: 'mais cedo|antes',
      before: '(?:adiant[ae](?:-[oa])?|antecip[ae](?:-[oa])?)(?: em| por)?',
    },
    longer: {
      behind: 'a mais|mais long[oa]|mais',
      before: '(?:prolongu?[ae](?:-[oa])?|estend[ae](?:-[oa])?|alongu?[ae])(?: em| por)?',
    },
    shorter: {
      behind: 'a menos|mais curt[oa]|menos',
      before: '(?:encurt[ae](?:-[oa])?|reduz[ae]?)(?: em| por)?',
    },
    ends: '(?:que )?(?:termin[ae]|acab[ae]|fim)(?: [àa]s?)?',
    until: 'até as',
    place: '(?:muda |mude )?(?:o )?(?:local|lugar)(?: [ée]| para|(?=\\s*:))',
    noPlace: '(?:sem|nenhum|tira o|apaga o) (?:local|lugar)',
    invite: 'convid[ae]r?',
  },
  ru: {
    title:
      '(?:и )?(?:назови(?:те)?(?: это| его| её| ее)?|переименуй(?:те)?(?: это| его| её| ее)?(?: в)?|(?:измени )?(?:название|заголовок)(?: на|(?=\\s*:)))',
    move: 'перенеси(?:те)?|передвинь(?:те)?|сдвинь(?:те)?|измени(?:те)?|поменяй(?:те)?',
    filler:
      'пожалуйста|сделай(?:те)?|поставь(?:те)?|давай(?:те)?|лучше|вместо этого|это|его|её|ее|встречу|событие|время|дату|на|в|во|и|тоже|нет|пусть|будет|длится|начало|только|продолжительностью|длительностью|же',
    later: {
      behind: 'позже|позднее',
      before: '(?:отложи(?:те)?|задержи(?:те)?)(?: (?:это|его|её|ее|встречу))? на',
    },
    earlier: { behind: 'раньше|ранее', before: 'раньше на' },
    longer: {
      behind: 'дольше|длиннее|больше',
      before: '(?:продли(?:те)?|увеличь(?:те)?)(?: (?:это|его|её|ее|встречу))?(?: ещё| еще)? на',
    },
    shorter: {
      behind: 'короче|меньше',
      before: '(?:сократи(?:те)?|уменьши(?:те)?)(?: (?:это|его|её|ее|встречу))? на',
    },
    ends: '(?:закончить|заканчивается|закончится|конец)(?: в)?',
    until: 'до',
    place: '(?:измени )?место(?: —| -| на|(?=\\s*:))',
    noPlace: '(?:без|убери|удали) мест[ао]',
    invite: 'пригласи(?:те|ть)?',
  },
};
