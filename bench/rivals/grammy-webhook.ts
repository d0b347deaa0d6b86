// The webhook's job with grammY: its own secret check, its AWS Lambda adapter, updates into the queue (which its guide
// advises for long work), by the SDK's client. Bot info is given, as the guide advises for serverless, so that no call asks.
import { Logger } from '@aws-lambda-powertools/logger';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Bot, webhookCallback } from 'grammy';

const log = new Logger({ serviceName: 'webhook' });
const sqs = new SQSClient({});
const bot = new Bot('42:token', {
  botInfo: {
    id: 42,
    is_bot: true,
    first_name: 'Steward',
    username: 'StewardBot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    can_manage_bots: false,
    supports_inline_queries: false,
    supports_join_request_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  },
});

bot.use(async ({ update, chatId }) => {
  const command = new SendMessageCommand({
    QueueUrl: process.env.UPDATE_QUEUE_URL,
    MessageGroupId: String(chatId ?? 'none'),
    MessageDeduplicationId: String(update.update_id),
    MessageBody: JSON.stringify(update),
  });
  await sqs.send(command);
  log.info('Update queued', { update_id: update.update_id });
});

export const handler = webhookCallback(bot, 'aws-lambda-async', {
  secretToken: process.env.WEBHOOK_SECRET ?? '',
});
