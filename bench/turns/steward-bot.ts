// Steward as a measured bot: the worker as it is composed for Lambda, on the stand-ins.
import { createSession, messageKey, type Profile, QUESTION } from '@steward/core';
import { createMemoryStores } from '@steward/core/testing';
import type { Services } from '@steward/handler/testing';
import { composeServices, createWorker } from '@steward/handler/testing';
import { standInRegion } from '@steward/stand-ins';
import {
  credentials,
  type HistoryMessage,
  MODEL,
  type StandInUrls,
  type StartBot,
  TOKEN,
} from './protocol.ts';

const environmentFor = (urls: StandInUrls): Record<string, string> => ({
  AWS_REGION: standInRegion,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: urls.dynamoDb,
  AWS_ENDPOINT_URL_SQS: urls.sqs,
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_API_URL: urls.telegram,
  OLLAMA_URL: urls.ollama,
  MODELS: JSON.stringify([{ name: MODEL, contextLength: 32_768 }]),
  TABLE_NAME: 'chatbot-sessions',
  ARCHIVE_BUCKET: 'archives',
  UPDATE_QUEUE_URL: `${urls.sqs}/000000000000/updates.fifo`,
  STREAMING: process.env.STREAMING ?? 'edit',
  ALLOWED_USER_IDS: 'everyone',
});

/**
 * Each turn meets a chat that was not written to lately: a chat's pace (one message a second) is Telegram's rule for
 * everyone, and no measure of a bot. The profile is read as ever.
 */
const withRestedChats = (services: Services): Services => {
  const rested = ({ sendBudget: _, ...profile }: Profile): Profile => profile;
  const get = async (owner: number) => {
    const profile = await services.profiles.get(owner);
    return profile && rested(profile);
  };
  return { ...services, profiles: { ...services.profiles, get } };
};

const seed = async (services: Services, chatId: number, history: HistoryMessage[]): Promise<void> => {
  const nowMs = Date.now();
  const session = await createSession(services, {
    owner: chatId,
    chatId,
    createdBy: chatId,
    updateId: 0,
    nowMs,
    modelName: MODEL,
    title: 'Begun before',
  });
  await services.messages.putMany(
    chatId,
    session.sessionId,
    history.map((message, index) => ({
      ...message,
      key: messageKey(nowMs - 60_000 + index, 0, QUESTION),
      ts: nowMs,
      telegramMessageIds: [],
    })),
  );
};

const startSteward: StartBot = async (urls) => {
  const composed = await composeServices(environmentFor(urls), {});
  const inMemory = process.env.STORES === 'memory' ? createMemoryStores() : {};
  const services = withRestedChats({ ...composed, ...inMemory });
  const worker = createWorker(services);
  return {
    async prepare(chatIds, history) {
      for (const chatId of chatIds) await seed(services, chatId, history);
    },
    async deliver(update) {
      const { batchItemFailures } = await worker(
        {
          Records: [
            {
              messageId: String(update.update_id),
              receiptHandle: 'receipt',
              body: JSON.stringify(update),
              attributes: { ApproximateReceiveCount: '1' },
            },
          ],
        },
        { awsRequestId: 'request', getRemainingTimeInMillis: () => 900_000 },
      );
      if (batchItemFailures.length > 0) throw new Error('A turn failed');
    },
  };
};

export default startSteward;
