// How many tokens a text will be, without the model's tokenizer.

/** What a model's template adds around each message, in tokens, on the safe side. */
export const MESSAGE_OVERHEAD_TOKENS = 8;

export const BYTES_PER_TOKEN = 3;

/**
 * UTF-8 bytes / 3, rounded up. Tokenizers work on bytes: English has about 4 to a token, code and other scripts fewer, so
 * that bytes err less across languages than characters. The rest is calibrated by what the server measures.
 */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
