// Words of a text as they are compared: without case, accents and most endings, in the languages that Steward reads and in
// scripts that have no spaces. Short of a grammar, and enough to find the page that speaks of something.

/** What says nothing about what is asked, in English, German, French, Spanish, Portuguese and Russian. */
const EMPTY = new Set(
  `a about all an and any are as at be but by can could did do does else find for from get give go had has have he her his
how i if in into is it its let list me more my no not of on or our out please say says she should show so some tell than that the
their them then there these they this to up us was we were what when where which who why will with would write you your
aber alle als am an auch auf aus bei bin bitte da das dass dem den denn der des die dies diese dieser doch du ein eine einem einen
einer eines er es fur hat habe haben hier ich ihr im in ist ja kann man mein mich mir mit nach nicht noch nur ob oder sagt sein sich
sie sind steht uber um und uns von vor war warum was welche welcher welches wenn wer werden wie wieviel wir wird wo zu zum zur
au aux avec ce ces cet cette combien comment dans de des dit du elle en est et eux faut il ils je la le les leur lui ma mais me mes moi
mon ne nous on ou par pas peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi sa se ses son sont sur ta te toi tu un
une vous y
al como con cual cuales cuando cuanto de del dice dime donde el ella en entre era es esa ese eso esta este esto fue ha hay la las le lo los
mas me mi muy no nos o para pero por porque que quien se segun ser si sin sobre son su sus te tiene tu un una unos y ya
ao aos as com da das de diz do dos e ela ele em essa esse esta este eu foi isso isto mais mas meu minha na nao nas no nos o os ou para pela
pelo por porque qual quais quando quanto quem se sem seu sua tem um uma voce
а без более бы был была были было быть в вам вас весь во вот все вы где да для до его ее если есть еще же за и из или им их к как какая
какие какой ко когда кто ли мне мой мы на над не него нее нет но ну о об он она они от по под почему при про с сколько со так там то тоже
только ты у уже что чтобы чем эта эти это этого этот я`.split(/\s+/),
);

/** Of a document as such. A question with one is about it. */
const OF_A_DOCUMENT =
  /^(?:document|documento|documents?|dokument|fichier|file|archivo|arquivo|datei|документ|файл|pdf|docx|page|pagina|seite|text|texte|texto|summari|summar|resume|resum|zusamm|summa|кратко|страни|перевед|transl|uberse|tradui|traduz|traduc)/;

const ENDING =
  /(?:ungen|enden|ing|ed|es|en|er|em|as|os|oes|ami|ями|ами|ого|его|ому|ыми|ими|ов|ев|ей|ом|ем|ам|ям|ах|ях|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|[esnaoiyаяыиеоуюьй])$/;
const SHORTEST_STEM = 3;
const STEM_LENGTH = 7;

export const stemOf = (word: string): string => {
  const stem = word.replace(/(?<=..)s$/, '').replace(ENDING, '');
  return (stem.length < SHORTEST_STEM || /\d/.test(word) ? word : stem).slice(0, STEM_LENGTH);
};

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Written without spaces: two characters at a time. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Every word, also the empty ones. */
const allWords = (text: string): string[] =>
  (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
    UNSPACED.test(word) ? pairsOf([...word]) : [word],
  );

const pairsOf = (characters: string[]): string[] =>
  characters.length === 1
    ? characters
    : characters.slice(1).map((second, index) => `${characters[index]}${second}`);

/** As they are compared; what says nothing is left out. */
export const stemsOf = (text: string): string[] =>
  allWords(text)
    .filter((word) => !EMPTY.has(word))
    .map(stemOf);

export const speaksOfDocument = (text: string): boolean =>
  allWords(text).some((word) => OF_A_DOCUMENT.test(word));

const ENDING_OF_NAME = /\.\w{1,5}$/;

/** Whether a question speaks of a document by its name: by the words of it that are no number and no kind of document. */
export const isCalled = (name: string, question: string): boolean => {
  const asked = new Set(stemsOf(question));
  const words = stemsOf(name.replace(ENDING_OF_NAME, '').replace(/_/g, ' '));
  const telling = words.filter((word) => /^\p{L}{3,}/u.test(word) && !speaksOfDocument(word));
  return telling.length > 0 && telling.every((word) => asked.has(word));
};

/** Words that ask for what comes next, and nothing else. */
const ASKS_ON =
  /^\W*(?:(?:please|bitte|por favor|пожалуйста|and|und|et|y|e|и)\W+)?(?:go on|carry on|continue|next(?: (?:part|pages?))?|more|the rest|keep going|read on|weiter(?:lesen)?|mach weiter|nachste seiten?|mehr|der rest|la suite|suite|continuez|encore|sigue|siga|continua|siguiente|mas|el resto|proximas?|o resto|mais|дальше|далее|продолжай|продолжи|еще|следующ\p{L}*(?: страниц\p{L}*)?)\W*$/u;

export const asksOn = (text: string): boolean => ASKS_ON.test(plain(text).replace(/\s+/g, ' '));
