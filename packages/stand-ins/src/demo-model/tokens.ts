// Tokens as the demonstration counts and streams them: words of up to six letters with the space before them, signs,
// line breaks. Close to a real tokenizer's density for English, and never inside a surrogate pair.

const token = /[ \t]?[\p{L}\p{N}\p{M}]{1,6}|[ \t]?[^\s\p{L}\p{N}\p{M}]{1,3}|\n+|\s/gu;

/** What a chat template adds to each message: role and end marks. */
const tokensPerMessage = 4;

/** Joined, the tokens are the text again. */
export const splitTokens = (text: string): string[] => text.match(token) ?? [];

export const countTokens = (text: string): number => splitTokens(text).length;

/** What a picture is to many models that see. */
const tokensPerPicture = 1_240;

export const countPromptTokens = (
  messages: readonly { content: string; images?: readonly string[] | null | undefined }[],
): number =>
  messages.reduce(
    (sum, { content, images }) =>
      sum + tokensPerMessage + countTokens(content) + tokensPerPicture * (images?.length ?? 0),
    3,
  );
