// The worker's configuration.
import * as z from 'zod';

const filled = z.string().trim().min(1);
const httpUrl = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });

const offeredModel = z.object({
  name: filled,
  description: z.string().default(''),
  size: z.string().default(''),
  contextLength: z.int().min(512).max(1_048_576).optional(),
});

const models = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(offeredModel).min(1, 'lists no model'));

const ids = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  )
  // Nothing but commas lists nobody: that must not mean everyone.
  .pipe(z.array(z.string().regex(/^-?\d{1,16}$/, 'has an entry that is no id')).min(1, 'lists no id'))
  .transform((list) => new Set(list.map(Number)));

export const workerEnvironment = z
  .object({
    TELEGRAM_BOT_TOKEN: filled.optional(),
    TELEGRAM_BOT_TOKEN_PARAMETER: filled.optional(),
    TELEGRAM_API_URL: httpUrl.default('https://api.telegram.org'),
    OLLAMA_URL: httpUrl.default('http://127.0.0.1:11434'),
    OLLAMA_API_KEY: filled.optional(),
    OLLAMA_API_KEY_PARAMETER: filled.optional(),
    OLLAMA_CA_PARAMETER: filled.optional(),
    /** The machine that questions wake; absent: its power is not ours to switch. */
    OLLAMA_INSTANCE_ID: filled.optional(),
    MODELS: models.optional(),
    ALLOWED_USER_IDS: ids.default(new Set<number>()),
    STREAMING: z.enum(['edit', 'draft', 'off'], 'is none of edit, draft, off').default('edit'),
    TABLE_NAME: filled,
    ARCHIVE_BUCKET: filled,
    UPDATE_QUEUE_URL: filled,
  })
  .refine((env) => env.TELEGRAM_BOT_TOKEN ?? env.TELEGRAM_BOT_TOKEN_PARAMETER, {
    path: ['TELEGRAM_BOT_TOKEN'],
    message: 'or TELEGRAM_BOT_TOKEN_PARAMETER is missing',
    // Also when other variables have faults: all are reported together.
    when: () => true,
  });

export type WorkerEnvironment = z.infer<typeof workerEnvironment>;
