// An update as API Gateway hands it to the webhook.

export const SECRET = 'f3f2c1d0b9a89786756453423120f1e2';
export const PARAMETER = '/steward/telegram-webhook-secret';

export const webhookEvent = (updateId: number) => {
  const body = JSON.stringify({
    update_id: updateId,
    message: {
      message_id: 17,
      from: { id: 1001, is_bot: false, first_name: 'Ada', username: 'ada', language_code: 'en' },
      chat: { id: 1001, first_name: 'Ada', username: 'ada', type: 'private' },
      date: 1_763_700_000,
      text: 'What is the tallest mountain on Mars?',
    },
  });
  return {
    version: '2.0',
    routeKey: 'POST /telegram/webhook',
    rawPath: '/telegram/webhook',
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'x-telegram-bot-api-secret-token': SECRET,
    },
    requestContext: { requestId: 'JKJaXmPLvHcESHA=', http: { method: 'POST', path: '/telegram/webhook' } },
    body,
    isBase64Encoded: false,
  };
};
