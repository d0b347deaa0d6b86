// The bot: its token, a webhook or another program that takes its messages, and what it sees of groups.
import {
  classifyFailure,
  createTelegramClient,
  nameOfError,
  type TelegramClient,
  telegramFault,
} from '@steward/handler';
import type { LocalEnvironment } from '../local-environment.ts';
import { checkWebhook } from '../polling/check-webhook.ts';
import { DEFAULT_API_URL } from '../telegram-side.ts';
import { broken, doubtful, type Finding, good } from './finding.ts';

const TIMEOUT_MS = 10_000;
export const REMOVE_WEBHOOK = '--remove-webhook';

const clientOf = (env: LocalEnvironment): TelegramClient | undefined =>
  env.TELEGRAM_BOT_TOKEN === undefined
    ? undefined
    : createTelegramClient({
        token: env.TELEGRAM_BOT_TOKEN,
        apiUrl: env.TELEGRAM_API_URL ?? DEFAULT_API_URL,
        timeoutMs: TIMEOUT_MS,
      });

export const checkTelegram = async (env: LocalEnvironment, running: boolean): Promise<Finding[]> => {
  const telegram = clientOf(env);
  if (!telegram) return [good('token: none, so npm start serves the chat page, which can connect a bot')];
  const findings: Finding[] = [];
  if (env.tokenFileIsOpen) findings.push(doubtful('token: other users may read its file', OPEN_FILE(env)));
  try {
    findings.push(...aboutBot(await telegram.getMe()));
    findings.push(await aboutWebhook(telegram));
    findings.push(await aboutPollers(telegram, running));
  } catch (error) {
    findings.push(aboutFailure(error, env));
  }
  return findings;
};

const OPEN_FILE = ({ connected }: LocalEnvironment): string =>
  connected?.use === 'polled' ? `chmod 600 ${connected.path}` : 'chmod 600 "$TELEGRAM_BOT_TOKEN_FILE"';

const aboutBot = (me: unknown): Finding[] => {
  const { username, can_read_all_group_messages: readsGroups } = (me ?? {}) as Record<string, unknown>;
  if (typeof username !== 'string' || !/^\w{1,64}$/.test(username))
    return [broken('token: what answers for Telegram is no Bot API', 'unset TELEGRAM_API_URL')];
  return [
    good(`token: @${username}`),
    readsGroups === true
      ? doubtful(
          'groups: privacy mode is off, so the bot gets every message of its groups',
          '@BotFather, /setprivacy, Enable',
        )
      : good('groups: privacy mode is on, the bot hears commands, mentions and replies alone'),
  ];
};

const aboutWebhook = async (telegram: TelegramClient): Promise<Finding> => {
  const webhook = await checkWebhook((method, params) => telegram.call(method, params));
  return webhook.set
    ? broken(
        `webhook: the bot’s messages go to ${webhook.host}, so it cannot be polled here`,
        `npm run doctor -- ${REMOVE_WEBHOOK}, unless that is yours: then use another bot here`,
      )
    : good('webhook: none, as polling wants it');
};

/** Only while Steward does not poll itself: Telegram lets one program do that, and would break off its poll. */
const aboutPollers = async (telegram: TelegramClient, running: boolean): Promise<Finding> => {
  if (running) return good('polling: by this Steward; its terminal tells when another program polls as well');
  try {
    // Takes nothing: what is not confirmed by an offset comes again.
    await telegram.call('getUpdates', { timeout: 0, limit: 1 });
    return good('polling: no other program polls this bot');
  } catch (error) {
    const { kind } = classifyFailure(error);
    if (kind !== 'other-poller') throw error;
    return broken(
      'polling: another program polls this bot (409)',
      'stop it there, or take the token away from it: @BotFather, /revoke',
    );
  }
};

const aboutFailure = (error: unknown, env: LocalEnvironment): Finding => {
  const failure = classifyFailure(error);
  if (failure.kind === 'fatal' && failure.error.code === 'wrong-token')
    return broken(
      `token: Telegram does not know it (${nameOfError(failure.error.cause ?? error)})`,
      env.connected?.use === 'polled'
        ? 'npm start -- --demo, and connect the bot again'
        : 'put the one that @BotFather shows under /mybots into its file',
    );
  const { kind, description } = telegramFault(error);
  if (kind === 'rate-limited')
    return doubtful('token: Telegram asks to wait (429)', 'npm run doctor, in a minute');
  // Certificates fail with such a code too, e.g. CERT_HAS_EXPIRED.
  const code = /^[A-Z][A-Z\d_]{2,60}$/.test(description) ? description : nameOfError(error);
  return kind === 'unavailable' || kind === 'unknown'
    ? broken(
        `token: Telegram cannot be reached (${code})`,
        `curl -sSI ${env.TELEGRAM_API_URL ?? DEFAULT_API_URL}`,
      )
    : broken(`token: Telegram refuses the bot (${code})`, 'another bot: @BotFather, /newbot');
};

/** Its owner’s decision, so only when it is asked for. Messages that wait are kept. */
export const removeWebhook = async (env: LocalEnvironment): Promise<Finding> => {
  const telegram = clientOf(env);
  if (!telegram) return broken('webhook: there is no token, so no bot to remove it from');
  try {
    await telegram.call('deleteWebhook', {});
    return good('webhook: removed; what waited for it is kept, and comes here');
  } catch (error) {
    return aboutFailure(error, env);
  }
};
