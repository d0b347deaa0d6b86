// The common design: a function for each update, and the whole conversation as a list in one DynamoDB item, which is read
// whole and appended to (`list_append`, as AWS documents for adding to a list). The client is made once outside of the
// handler and consistent reads are asked for, as AWS advises for Lambda. It claims no update, records no send, looks for no
// stop, formats nothing, and ends when the item reaches 400 KB.
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createTelegramClient } from '@steward/handler';
import { type StartBot, TOKEN } from '../turns/protocol.ts';
import { dynamoDbClient, TABLE_NAME } from '../turns/start-stand-ins.ts';
import { askModel, type PromptMessage } from './ask-model.ts';

const startOneItemBot: StartBot = async (urls) => {
  const client = dynamoDbClient(urls);
  const telegram = createTelegramClient({ token: TOKEN, apiUrl: urls.telegram });
  const keyOf = (chatId: number) => ({ pk: { N: String(chatId) }, sk: { S: 'CONVERSATION' } });

  const read = async (chatId: number): Promise<PromptMessage[]> => {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: TABLE_NAME, Key: keyOf(chatId), ConsistentRead: true }),
    );
    return (item?.messages?.L ?? []).map(({ M: message }) => ({
      role: message?.role?.S ?? '',
      content: message?.content?.S ?? '',
    }));
  };

  const append = (chatId: number, messages: PromptMessage[]) =>
    client.send(
      new UpdateItemCommand({
        TableName: TABLE_NAME,
        Key: keyOf(chatId),
        UpdateExpression: 'SET messages = list_append(if_not_exists(messages, :none), :new)',
        ExpressionAttributeValues: {
          ':none': { L: [] },
          ':new': {
            L: messages.map(({ role, content }) => ({ M: { role: { S: role }, content: { S: content } } })),
          },
        },
      }),
    );

  return {
    async prepare(chatIds, messages) {
      for (const chatId of chatIds) await append(chatId, messages);
    },
    async deliver({ message }) {
      const chatId = message.chat.id;
      const question = { role: 'user', content: message.text };
      const answer = await askModel(urls, [...(await read(chatId)), question]);
      await append(chatId, [question, { role: 'assistant', content: answer }]);
      await telegram.sendMessage({ chat_id: chatId, text: answer });
    },
  };
};

export default startOneItemBot;
