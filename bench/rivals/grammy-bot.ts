// A chat bot on grammY, with each message of a conversation in an item of its own. Set up as grammy.dev advises for
// production: the bot's own data given and errors caught (advanced/deployment), updates of a chat in order and chats
// beside each other by `sequentialize` (plugins/runner), floods waited out by `autoRetry` (advanced/flood), answers
// streamed by `stream` (plugins/stream) where STREAM is set. Once the smallest bot that does the job: it claims no update,
// records no send, looks for no stop, and formats nothing.
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { autoRetry } from '@grammyjs/auto-retry';
import { sequentialize } from '@grammyjs/runner';
import { type StreamFlavor, stream } from '@grammyjs/stream';
import { Bot, type Context } from 'grammy';
import { type StartBot, TOKEN } from '../turns/protocol.ts';
import { dynamoDbClient, TABLE_NAME } from '../turns/start-stand-ins.ts';
import { askModel, type PromptMessage, streamModel } from './ask-model.ts';

const BOT_INFO = {
  id: 42,
  is_bot: true,
  first_name: 'Bench',
  username: 'BenchBot',
} as NonNullable<ConstructorParameters<typeof Bot>[1]>['botInfo'];

const startGrammyBot: StartBot = async (urls) => {
  const client = dynamoDbClient(urls);
  const bot = new Bot<StreamFlavor<Context>>(TOKEN, {
    client: { apiRoot: urls.telegram },
    ...(BOT_INFO && { botInfo: BOT_INFO }),
  });
  let written = 0;

  const put = (chatId: number, { role, content }: PromptMessage) => {
    written += 1;
    const sk = `MESSAGE#${String(Date.now()).padStart(13, '0')}#${String(written).padStart(9, '0')}`;
    const item = { pk: { N: String(chatId) }, sk: { S: sk }, role: { S: role }, content: { S: content } };
    return client.send(new PutItemCommand({ TableName: TABLE_NAME, Item: item }));
  };

  const history = async (chatId: number): Promise<PromptMessage[]> => {
    const { Items: items = [] } = await client.send(
      new QueryCommand({
        TableName: TABLE_NAME,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': { N: String(chatId) }, ':sk': { S: 'MESSAGE#' } },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: 200,
      }),
    );
    return items
      .map(({ role, content }) => ({ role: role?.S ?? '', content: content?.S ?? '' }))
      .toReversed();
  };

  bot.api.config.use(autoRetry());
  bot.use(sequentialize((context) => String(context.chat?.id)));
  bot.use(stream());
  bot.on('message:text', async (context) => {
    const question = { role: 'user', content: context.message.text };
    const [before] = await Promise.all([history(context.chat.id), put(context.chat.id, question)]);
    // The question may have been stored before the history was read.
    const asked = before.at(-1)?.content === question.content ? before : [...before, question];
    if (process.env.STREAM) {
      const sent = await context.replyWithStream(streamModel(urls, asked));
      const answer = sent.map(({ text }) => text).join('');
      await put(context.chat.id, { role: 'assistant', content: answer });
      return;
    }
    const answer = await askModel(urls, asked);
    await put(context.chat.id, { role: 'assistant', content: answer });
    await context.reply(answer);
  });
  bot.catch(({ error }) => {
    throw error;
  });

  return {
    async prepare(chatIds, messages) {
      for (const chatId of chatIds) for (const message of messages) await put(chatId, message);
    },
    deliver: (update) => bot.handleUpdate(update),
  };
};

export default startGrammyBot;
