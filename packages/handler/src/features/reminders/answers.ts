// Messages that are answered by a reply, known again by how they begin: the words of the question carry the number.

const asked = (words: string) => ({ words, question: new RegExp(`^${words} (\\d{1,9})\\b`) });

export const ANSWERS = {
  newTime: asked('🕘 Reply to this message with the time of reminder'),
  newText: asked('✏️ Reply to this message with the text of reminder'),
};
