// What is said around an event, in each language. Regular expressions without flags, as those of when/; no word of time is
// here, but for what tells how long something lasts.
import type { LanguageName } from '../when/words/cues.ts';

export interface EventWords {
  polite: string;
  /** Asks by itself where a time follows: schedule. */
  schedule: string;
  /** Asks where the name of an event follows: set up a meeting. */
  make: string;
  /** Asks where a calendar is named: add … to my calendar. */
  add: string;
  calendar: string;
  /** Behind a verb that is cut in two: trag … ein. */
  close?: string;
  /** I have. */
  have: string;
  article: string;
  /** What people have at a time. */
  nouns: string;
  /** What may follow such a name: a party problem is no party. */
  joins: string;
  /** Between what it is and the event that it is about: a question about the meeting. Otherwise what joins. */
  about?: string;
  /** Asks where a colon follows. */
  label: string;
  /** Turns a sentence into one that asks the model something: …, what shall I wear. */
  turns: string;
  with: string;
  and: string;
  /** Between the time and how long, or before how long. */
  lasting: string;
  in: string;
  /** Behind how long: eine Stunde lang. */
  long?: string;
  /** Before the time: for friday. */
  meantFor: string;
  at: string;
  from: string;
  /** From one time to another, behind `from`. */
  to: string;
  /** The same without it: 15 bis 16 Uhr. */
  until: string;
  allDay: string;
  /** Before a place: at, in. */
  before: string;
  /** Before a proper name it is a place whatever the name is. */
  named?: string;
  places: string;
  /** With whom, not where: at the dentist. */
  people: string;
}

export const EVENT_WORDS: Record<LanguageName, EventWords> = {
  en: {
    polite: "please|hey|(?:can|could|would|will) you(?: please)?|i want to|i(?: would|['’]d) like to",
    schedule: 'schedule(?: me)?(?! of )',
    make: 'set up|create|make|add|new|arrange|plan',
    add: 'add|put|save|enter|write|note|get|pop',
    calendar: '(?:to|in|on|into|onto) (?:(?:my|the|our) )?(?:calendar|diary|agenda|schedule)(?: for(?= ))?',
    have: "(?:i|we)(?:[’']ve got|[’']ve| have got| have| got)|there(?:[’']s| is)",
    article: 'an?|the|my|our|another|me an?',
    nouns:
      'meeting|appointment|appt|event|call|interview|exam|lunch|dinner|breakfast|brunch|party|conference|workshop|webinar|class|lesson|session|date|concert|flight|wedding|stand-?up|review|training|check-?up|coffee|rehearsal|reservation|haircut|sync|demo',
    joins: 'with|at|in|on|about|for|re|regarding|and|to|of|by|near|via|over',
    label: 'event|appointment|meeting',
    turns:
      'what|how|so|but|should|which|why|who|where|can|could|help|tell|because|if|unless|maybe|might|already',
    with: 'with',
    and: 'and',
    lasting: 'for|lasting|that lasts',
    in: 'in',
    meantFor: 'for',
    at: 'at',
    from: 'from|between',
    to: 'to|till?|until|and',
    until: 'till?|until|to(?=\\s*\\d)(?<=\\d\\s?(?:[ap]m)?\\s?to)',
    allDay: 'all[- ]day(?: long)?|(?:for )?the whole day|whole day',
    before: 'at|in',
    named: 'at',
    places:
      'office|room|restaurant|caf[eé]|school|hospital|station|airport|park|church|gym|library|bar|pub|hotel|clinic|university|museum|theat(?:re|er)|cinema|hall|studio|street|square|lobby|garage|pool|stadium|home|work|bank|town hall|headquarters|hq',
    people:
      'the doctors?|the dentist|dr\\.?|mum|mom|dad|him|her|them|(?:my|his|her|our|their) (?:mum|mom|dad|parents|sister|brother|boss|friends?)',
  },
  de: {
    polite: 'bitte|hey|(?:kannst|könntest|würdest) du(?: bitte| mir)*|ich (?:möchte|will)',
    schedule: 'plane?(?: mir)?',
    make: 'erstelle?(?: mir)?|mach(?:e)?(?: mir)?|lege?(?: mir)?|vereinbare?|neue[rns]?|plane?(?: mir)?',
    add: 'trage?(?: mir)?|schreibe?(?: mir)?|setze?(?: mir)?|pack(?:e)?|füge?|notiere?|speichere?',
    calendar:
      '(?:in|im|zu|auf) (?:(?:den|dem|meinen|meinem|mein|unseren|unserem) )?(?:kalender|terminkalender)(?: hinzu)?',
    close: 'ein|an|hinzu|eintragen|hinzufügen|planen|erstellen|anlegen',
    have: '(?:ich hab(?:e)?|hab(?:e)? ich|wir haben|haben wir)',
    article: 'einen?|ein|den|das|die|meinen?|mein|unseren?|noch einen?|noch ein',
    nouns:
      '[a-zäöüß-]*(?:termin|meeting|treffen|besprechung|essen|prüfung|gespräch|feier|party|unterricht|kurs|training|konferenz|telefonat|anruf|call|flug|hochzeit|konzert|verabredung|interview|sitzung|frühstück|veranstaltung|seminar|workshop|probe)',
    joins: 'mit|bei|beim|im|in|am|an|auf|über|wegen|zum|zur|zu|für|und|vom|von|der|des',
    label: 'termin|ereignis|meeting',
    turns: 'was|wie|wer|warum|welche[rsnm]?|aber|soll|sollte|kannst|hilf|also|weil|wenn|ob|vielleicht|wo',
    with: 'mit',
    and: 'und',
    lasting: 'für(?: eine(?= halbe))?|dauer(?:t)?|eine(?= halbe)',
    in: 'in',
    long: 'lang',
    meantFor: 'für',
    at: 'um',
    from: 'von|zwischen',
    to: 'bis|und',
    until: 'bis',
    allDay: 'ganztägig|den ganzen tag|ganzer tag',
    before: 'im|in der|in|am|bei der|beim|auf dem|an der',
    places:
      '[a-zäöüß-]*(?:büro|raum|restaurant|caf[eé]|schule|krankenhaus|bahnhof|flughafen|park|kirche|fitnessstudio|bibliothek|bar|kneipe|hotel|klinik|universität|museum|theater|kino|halle|straße|platz|rathaus|zentrale|praxis|bank|stadion|schwimmbad|zimmer)',
    people: '(?:arzt|zahnarzt|friseur|chef|anwalt)',
  },
  es: {
    polite: 'por favor|oye|puedes|podrías|quiero',
    schedule: 'agenda|agenda[rm]e?|agéndame|programa(?:r|me)?',
    make: 'crea(?:r|me)?|haz(?:me)?|nuev[oa]|planifica(?:r)?|organiza(?:r)?|fija(?:r)?',
    add: 'añad[ei](?:r|me)?|añádeme|agrega(?:r|me)?|pon(?:er|me)?|apunta(?:r|me)?|anota(?:r|me)?|mete(?:r)?|guarda(?:r)?',
    calendar: '(?:al|a mi|a la|en mi|en el|en la|a nuestro|en nuestro) (?:calendario|agenda)(?: para(?= ))?',
    have: '(?:tengo|tenemos|hay)',
    article: 'una?|el|la|mi|otra?',
    nouns:
      'cita|reunión|evento|llamada|entrevista|examen|almuerzo|comida|cena|desayuno|fiesta|conferencia|taller|clase|sesión|concierto|vuelo|boda|consulta|revisión|ensayo|reserva|café|partido',
    joins: 'con|de|del|en|para|sobre|a|al|y|por',
    label: 'evento|cita|reunión',
    turns: 'qué|cómo|pero|así que|debería|cuál|quién|ayúdame|dime|porque|si|quizás|dónde',
    with: 'con',
    and: 'y',
    lasting: 'durante|por|que dura|de(?= (?:\\d+ min|una hora|media hora|\\d horas))',
    in: 'en',
    meantFor: 'para',
    at: 'a las',
    from: 'de|desde|entre',
    to: 'a(?: las?)?|hasta(?: las?)?|y(?: las?)?',
    until: 'hasta(?: las?)?',
    allDay: 'todo el día',
    before: 'en el|en la|en|al',
    places:
      'oficina|sala|restaurante|café|escuela|colegio|hospital|estación|aeropuerto|parque|iglesia|gimnasio|biblioteca|bar|hotel|clínica|universidad|museo|teatro|cine|calle|plaza|casa|ayuntamiento|banco|estadio|piscina',
    people: 'él|ella|dentista|médico',
  },
  fr: {
    polite:
      "s['’]il te pla[iî]t|s['’]il vous pla[iî]t|peux-tu|pouvez-vous|tu peux|vous pouvez|je veux|je voudrais",
    schedule: "(?:planifie|programme)[rz]?(?:-moi)?(?= (?:une?|le|la|mon|ma|l['’]))",
    make: 'crée[rz]?(?:-moi)?|créer|fixe[rz]?|organise[rz]?|prévois|nouve(?:au|lle)|prends?',
    add: 'ajoute[rz]?|mets|mettre|mettez|note[rz]?|inscris|inscrire|enregistre[rz]?',
    calendar: "(?:à|dans|sur|en) (?:mon |notre |le |l['’])?(?:calendrier|agenda)|au calendrier",
    have: "(?:j['’]ai|on a|nous avons|il y a)",
    article: "une?|le|la|l['’]|mon|ma|notre|un autre|une autre",
    nouns:
      'rendez-vous|rdv|réunion|évén?ement|évènement|appel|entretien|examen|déjeuner|dîner|petit-déjeuner|fête|conférence|atelier|cours|séance|concert|vol|mariage|consultation|répétition|café|visite|formation|match',
    joins: 'avec|chez|de|d|du|des|au|à|dans|en|pour|sur|et',
    label: 'événement|évènement|rendez-vous|rdv|réunion',
    turns: "que|qu['’]est-ce|comment|mais|donc|dois|quel(?:le)?s?|qui|aide|dis|parce|si|où|peut-être",
    with: 'avec',
    and: 'et',
    lasting:
      "pendant|durant|pour(?= (?:une|\\d))|d['’](?=une (?:demi-)?heure)|de(?= (?:\\d+ ?min|[1-4] heures))",
    in: 'dans',
    meantFor: 'pour',
    at: 'à',
    from: 'de|dès|entre',
    to: "à|jusqu['’]à|et",
    until: "jusqu['’]à",
    allDay: 'toute la journée|la journée entière',
    before: "au|à la|à l['’]|dans la|dans le|chez|à",
    places:
      'bureau|salle|restaurant|café|école|hôpital|gare|aéroport|parc|église|gym|bibliothèque|bar|hôtel|clinique|université|musée|théâtre|cinéma|rue|place|maison|mairie|banque|stade|piscine',
    people: 'dentiste|médecin|docteur|coiffeur',
  },
  pt: {
    polite: 'por favor|(?:você )?pode(?:s|ria)?|quero',
    schedule: 'agend[ae]r?(?:-me)?',
    make: 'marca(?:r)?|marque|cri[ae]r?|faz(?:er)?|nov[oa]|program[ae]r?|organiz[ae]r?',
    add: 'adicion[ae]r?|põe|pôr|coloc[ae]r?|coloque|anot[ae]r?|bot[ae]r?|marc[ae]r?|marque|acrescent[ae]r?',
    calendar: '(?:n[ao]|à|ao|em)(?: minha| meu| nossa)? (?:agenda|calendário)(?: para(?= ))?',
    have: '(?:tenho|temos)',
    article: 'uma?|o|a|minha|meu|outr[oa]',
    nouns:
      'reunião|consulta|compromisso|evento|chamada|ligação|entrevista|exame|prova|almoço|jantar|café|festa|conferência|oficina|aula|sessão|concerto|show|voo|casamento|ensaio|encontro|treino|jogo|dentista',
    joins: 'com|de|do|da|dos|das|em|no|na|para|sobre|e|ao|à',
    label: 'evento|compromisso|reunião',
    turns: 'o que|como|mas|então|devo|qual|quem|ajuda|ajude|diz|diga|porque|se|talvez|onde',
    with: 'com',
    and: 'e',
    lasting: 'durante|por|com duração de|de(?= (?:\\d+ min|uma hora|meia hora|\\d horas))',
    in: 'em',
    meantFor: 'para|pra',
    at: 'às',
    from: 'das?|de|entre',
    to: 'às|as|à|até(?: às)?|e(?: as)?',
    until: 'até(?: às| as)?',
    allDay: 'o dia todo|o dia inteiro|dia inteiro',
    before: 'no|na|em',
    places:
      'escritório|sala|restaurante|café|escola|hospital|estação|aeroporto|parque|igreja|academia|biblioteca|bar|hotel|clínica|universidade|museu|teatro|cinema|rua|praça|casa|prefeitura|banco|estádio|piscina',
    people: 'dentista|médico|médica',
  },
  ru: {
    polite: 'пожалуйста|можешь|можете|хочу',
    schedule: 'запланируй(?:те)?|запланировать|назначь(?:те)?|назначить',
    make: 'создай(?:те)?|создать|сделай(?:те)?|нов(?:ая|ое|ый|ую)|организуй(?:те)?',
    add: 'добавь(?:те)?|добавить|запиши(?:те)?|внеси(?:те)?|поставь(?:те)?|занеси(?:те)?',
    calendar: '(?:в|на) (?:мой |свой |наш |моё |мое )?(?:календарь|расписание|ежедневник)(?: на(?= ))?',
    have: '(?:у меня|у нас)(?: есть| будет)?',
    article: 'мо[яйюё]|наш[ау]?',
    nouns:
      'встреч[ауие]|событи[еяю]|при[её]м|звонок|собеседование|экзамен|обед|ужин|завтрак|вечеринк[ау]|конференци[яю]|занятие|урок|концерт|рейс|свадьб[ау]|совещание|тренировк[ау]|созвон|мероприятие|репетици[яю]',
    joins: '\\p{L}+',
    about: 'про|об?|обо|по|для|к|ко|на|насч[её]т|из-за|перед|после',
    label: 'событие|встреча',
    turns: 'что|как|но|поэтому|кто|почему|помоги|скажи|потому|если|где|может',
    with: 'со?',
    and: 'и',
    lasting: 'на(?= (?:час|полчаса|полтора|\\d+ (?:мин|час)))|в течение|длительностью',
    in: 'через',
    meantFor: 'на|для',
    at: 'в',
    from: 'со?|от|между',
    to: 'до|по|и',
    until: 'до(?= \\d)',
    allDay: 'весь день|на весь день|целый день',
    before: 'в|на',
    places:
      'офисе|кабинете|ресторане|кафе|школе|больнице|вокзале|аэропорту|парке|церкви|спортзале|библиотеке|баре|отеле|клинике|университете|музее|театре|кино|кинотеатре|улице|площади|банке|стадионе|бассейне',
    people: 'врача|стоматолога',
  },
};
