// What the demonstration answers: a pure function of the messages, so that the same conversation reads the same twice.
import { continueAnswer } from './continue-answer.ts';
import {
  type ChatMessage,
  type Conversation,
  excerpt,
  hashOf,
  quoted,
  readConversation,
  topicOf,
} from './conversation.ts';
import { writeLongAnswer } from './long-answer.ts';
import { lookAt } from './look.ts';
import { samplesFor, sampleWords } from './samples.ts';

export interface AnswerStyle {
  /** Always answer at length. */
  long: boolean;
}

/** Says, before the first answer of a conversation, what this is and what to do about it. */
export const demonstrationNotice = `**This is a demonstration.** No AI is at work: I am built into Steward and have prepared answers only. To get a real model:

1. Install Ollama from [ollama.com](https://ollama.com/download)
2. Run \`ollama pull qwen3.5:2b\`
3. Send /newsession here: within half a minute it offers your models`;

/** Markdown. `messages` as sent to `/api/chat`, the question last. */
export const writeAnswer = (messages: readonly ChatMessage[], style: AnswerStyle): string => {
  const conversation = readConversation(messages);
  if (asksToContinue(conversation.question) || messages.at(-1)?.role === 'assistant') {
    return continueAnswer(messages, {
      asksToContinue,
      answerTo: (before) => [withNotice(answerTo(before, style)), answerTo(before, style)],
    });
  }
  const answer = answerTo(conversation, style);
  return conversation.isFirst ? withNotice(answer) : answer;
};

const withNotice = (answer: string): string => `${demonstrationNotice}\n\n---\n\n${answer}`;

const asksToContinue = (text: string): boolean =>
  text.length < 300 && /^\W*(?:please\s+)?(?:continue|go on|carry on|keep (?:going|writing))\b/i.test(text);

const longAnswer = /(?<!\bhow )\b(?:long|longer|essay|story|detailed)\b/i;

const answerTo = (conversation: Conversation, style: AnswerStyle): string => {
  const { question, pictures } = conversation;
  if (pictures.images.length > 0 && (!pictures.isEarlier || asksAboutPicture.test(question)))
    return pictureAnswer(pictures);
  const special = specials.find(({ asksFor }) => asksFor.test(question));
  if (special) return special.write(conversation);
  if (conversation.documents.length > 0) return documentAnswer(conversation.documents);
  const samples = samplesFor(question);
  const wantsLong = style.long || longAnswer.test(question);
  if (wantsLong) return [samples, writeLongAnswer(topicOf(question))].filter(Boolean).join('\n\n');
  return samples ?? plainAnswer(conversation);
};

const asksAboutPicture =
  /\b(?:pictures?|photos?|images?|colou?rs?|see|shown?|looks?|it|this|that|these|those)\b/i;

const pictureAnswer = ({ images, isEarlier }: Conversation['pictures']): string => {
  const seen = images.map((image) => lookAt(image) ?? 'something that is no picture');
  const [only, ...more] = seen;
  const which = isEarlier ? 'what you sent before' : 'what you sent';
  const told =
    more.length === 0
      ? `I look at ${which}: ${only}.`
      : `I look at ${which}, ${seen.length} pictures:\n\n${seen.map((one, index) => `${index + 1}. ${one}`).join('\n')}`;
  return `${told}\n\nThat is all I can tell without an AI. A real model that sees would tell what is on ${more.length === 0 ? 'it' : 'them'}.`;
};

const documentAnswer = (documents: Conversation['documents']): string => {
  const told = documents.map(({ name, pages, text }) => {
    const count = pages.length === 1 ? '1 page' : `${pages.length} pages`;
    const begins = pages.length > 0 ? ` Page ${pages.at(-1)} begins: ${quoted(excerpt(text, 200))}` : '';
    return `I was given ${count} of ${quoted(name)}.${begins}`;
  });
  return `${told.join('\n\n')}\n\nThat is all I can tell without an AI. A real model would answer your question from it.`;
};

const greeting = (): string =>
  `Hello! Write something, or try one of these words: ${wordList()}. \`/help\` lists what Steward can do.`;

const wordList = (): string => sampleWords.map((word) => `*${word}*`).join(', ');

const specials: { asksFor: RegExp; write: (conversation: Conversation) => string }[] = [
  { asksFor: /^\s*$/, write: greeting },
  {
    asksFor:
      /\b(?:do|can|could) you (?:still )?remember\b|\b(?:what|which|who)\b.*\b(?:I|my|me)\b.*\b(?:say|said|write|wrote|ask|asked|tell|told|before|earlier|previous|name|last|first)\b|\bdid I (?:say|write|ask|tell)\b|\b(?:what|who) (?:is my|am I)\b/i,
    write: (conversation) => rememberedAnswer(conversation),
  },
  { asksFor: /\bhow many (?:messages|questions)\b/i, write: (conversation) => countAnswer(conversation) },
  {
    asksFor: /\bsystem (?:prompt|message)\b|\b(?:your|my|the) instructions?\b/i,
    write: (conversation) => instructionsAnswer(conversation),
  },
  {
    asksFor: /\b(?:who|what) are you\b|\bwhat can you do\b|^\W*help\W*$/i,
    write: () =>
      `I am the model that is built into Steward to try it out. I cannot think, but I can show: ${wordList()}. Ask me what you said before, how many messages there are, or what my instructions are.`,
  },
  { asksFor: /^\W*(?:hi|hello|hey|good (?:morning|day|evening))\b.{0,30}$/is, write: greeting },
  {
    asksFor: /^\W*(?:thanks|thank you)\b/i,
    write: () => 'You are welcome. A real model will earn it better.',
  },
];

/** So many of the earlier messages are quoted: the first, and the latest. */
const quotedMessages = 6;

const rememberedAnswer = ({ earlier }: Conversation): string => {
  if (earlier.length === 0)
    return 'You have not said anything before this; at least nothing else was sent to me.';
  const numbered = earlier.map((text, index) => `${index + 1}. ${quoted(excerpt(text, 200))}`);
  const left = numbered.length - quotedMessages;
  const shown =
    left > 0 ? [numbered[0], `\n(${left} more)\n`, ...numbered.slice(1 - quotedMessages)] : numbered;
  return `Before this you said:\n\n${shown.join('\n')}`;
};

const countAnswer = (conversation: Conversation): string =>
  `With this one I was sent ${countedMessages(conversation)}. Steward sends the latest ones that fit my window.`;

const countedMessages = ({ counts }: Conversation): string => {
  const parts = [
    counts.system > 0 ? 'the instructions' : '',
    `${counts.user} of yours`,
    counts.assistant > 0 ? `${counts.assistant} of mine` : '',
  ].filter(Boolean);
  return `${counts.total} ${counts.total === 1 ? 'message' : 'messages'} (${parts.join(', ')})`;
};

const instructionsAnswer = ({ instructions }: Conversation): string =>
  instructions === undefined
    ? 'No instructions were sent to me. `/system` gives this session some.'
    : `My instructions came with your message and begin: ${quoted(excerpt(instructions, 200))} A real model would follow them.`;

const plainAnswer = (conversation: Conversation): string => {
  const { question } = conversation;
  const about = quoted(topicOf(question) || excerpt(question, 60));
  const forms: [string, ...string[]] = [
    `You wrote about ${about}. I would gladly say something wise about it, but I am only a demonstration.`,
    `${about}: noted, stored, and sent to me with everything before it. A real model would now answer; I can only tell you that it arrived.`,
    `About ${about} a real model would have an opinion. Mine is that your message came through well.`,
    `I have read ${about}, and understood none of it. That is what a demonstration is like, and everything around me is real.`,
    `A good subject, ${about}. I have no answer to it, but the way there and back works.`,
  ];
  const form = forms[hashOf(`${conversation.counts.user}:${question}`) % forms.length] ?? forms[0];
  const length = [...question].length;
  const size = length > 500 ? ` It has ${length.toLocaleString('en-US')} characters.` : '';
  return `${form}${size}\n\nI was sent ${countedMessages(conversation)}. Try a word: ${wordList()}.`;
};
