// /status: the bot, the model server, the speech server, the session and the clock, each in a line or two.
import { ModelError, type PowerState } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { shortReasonOf } from '../../chat/model-sentences.ts';
import type { Services } from '../../context/services.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { asName } from '../../telegram/name-of.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import { timeAgo } from '../../telegram/time-text.ts';
import type { CommandContext } from '../feature.ts';
import { countOf } from '../sessions/session-page.ts';
import { settingsLine } from '../settings/show-settings.ts';
import { speechStatus } from '../voice/speech-status.ts';

export type StatusDependencies = Pick<
  Services,
  | 'briefings'
  | 'clock'
  | 'config'
  | 'integrations'
  | 'model'
  | 'modelServer'
  | 'reminders'
  | 'sessions'
  | 'speech'
  | 'teams'
  | 'ticks'
  | 'usage'
>;

export const status = async (services: StatusDependencies, context: CommandContext): Promise<void> => {
  const { reply } = context;
  // Loaded by who asks: the words of time weigh more than all else here.
  const { clockStatus } = await import('../reminders/clock-status.ts');
  const [server, speech, session, connected, allowances, set, time] = await Promise.all([
    serverLines(services),
    speechStatus(services),
    sessionLine(services, context),
    connectedLine(services, context),
    allowanceLines(services, context),
    settingsLine(services, context),
    clockStatus(services, context),
  ]);
  const failure = lastFailure(context, services.clock.now());
  await reply(
    lines(
      bold('Status'),
      '',
      say`✅ Bot: running, version ${services.config.version}`,
      server,
      ...(failure ? [failure] : []),
      session,
      speech,
      ...(connected ? [connected] : []),
      ...allowances,
      set,
      ...time,
    ),
  );
};

const serverLines = async (services: StatusDependencies): Promise<FormattedText> => {
  const { model, clock } = services;
  const startedMs = clock.now();
  try {
    const version = await services.model.version();
    const tookMs = Math.max(1, Math.round(clock.now() - startedMs));
    const loaded = await model.loaded().catch(() => undefined);
    const names = loaded?.length ? listOf(loaded) : 'none (the first answer loads one)';
    return lines(
      say`✅ Model server: reachable in ${tookMs} ms, ${asName(version) ?? '?'}`,
      say`🧠 Models loaded: ${loaded ? names : 'unknown'}`,
    );
  } catch (error) {
    const state = await services.modelServer?.power.state().catch(() => undefined);
    return (
      (state && AT_REST[state]) ??
      say`❌ Model server: ${faultOf(error)} Questions are kept and can be tried again when it is back.`
    );
  }
};

const NAMED = 10;

/** Short, whatever the server says. */
const listOf = (names: string[]): string => {
  const shown = names.slice(0, NAMED).map((name) => asName(name) ?? '?');
  return [...shown, ...(names.length > NAMED ? [`${names.length - NAMED} more`] : [])].join(', ');
};

/** Of an answer in this chat: what the server says of itself may be well meanwhile. */
const lastFailure = ({ profile }: CommandContext, nowMs: number): FormattedText | undefined => {
  if (!profile?.modelFailure) return undefined;
  const { code: reason, model, atMs } = profile.modelFailure;
  return say`⚠️ Last failure here: ${code(model)}, ${timeAgo(atMs, nowMs)}: ${shortReasonOf(reason)}.`;
};

/** A server that answers with an error is running: its operator must look for another cause. */
const faultOf = (error: unknown): string => {
  const code = error instanceof ModelError ? error.code : undefined;
  if (code === 'model-key-refused') return 'reachable, but it refuses my key or shows another certificate.';
  if (code === 'model-unreachable' || code === 'model-slow' || code === undefined) return 'not reachable.';
  return 'reachable, but it does not answer as a model server does.';
};

/** A server that sleeps is not broken. */
const AT_REST: Partial<Record<PowerState, FormattedText>> = {
  stopped: say`😴 Model server: asleep. The next question wakes it, which takes about a minute.`,
  stopping: say`😴 Model server: going to sleep. The next question wakes it, which takes a minute or two.`,
  pending: say`☀️ Model server: waking up.`,
};

const sessionLine = async (services: StatusDependencies, context: CommandContext): Promise<FormattedText> => {
  const session = await activeSession(services, context);
  if (session) {
    return say`💬 Session: ${session.number} “${session.title}” with ${code(session.modelName)}, ${countOf(session)}`;
  }
  return say`💬 Session: none active. Write something to start one, or choose a model with /newsession.`;
};

/** Nothing is said where nothing is connected. A group has nothing. */
const connectedLine = async (
  { integrations }: StatusDependencies,
  { owner, isGroup }: CommandContext,
): Promise<FormattedText | undefined> => {
  if (isGroup || !integrations) return undefined;
  const all = await integrations.accounts.list(owner);
  const broken = all.filter(({ state }) => state === 'broken').length;
  if (all.length === 0) return undefined;
  if (broken === 0) return say`🔌 Connected: ${all.length} (/connections)`;
  return say`⚠️ Connected: ${all.length}, of which ${broken} must be connected again (/connections)`;
};

/** Their own, and those of their teams. Nothing is said, and nothing asked for, where none is set. */
const allowanceLines = async (
  services: StatusDependencies,
  { isGroup, owner, profile }: CommandContext,
): Promise<FormattedText[]> => {
  if (!profile?.allowance && !profile?.pools) return [];
  const [{ readAllowances }, { anewInWords, usedInWords }] = await Promise.all([
    import('../../teams/read-allowances.ts'),
    import('../../teams/allowance-words.ts'),
  ]);
  const anew = anewInWords(services.clock.now(), profile.zone?.name);
  const all = await readAllowances(services, owner, profile);
  return all.map(({ team, used, ...allowance }) => {
    const own = isGroup ? 'Allowance of this group' : 'Allowance';
    const whose = team === undefined ? own : `Allowance of your team “${asName(team) ?? '?'}”`;
    return say`📊 ${whose}: ${usedInWords(allowance, used)} today; anew at ${anew}.`;
  });
};
