// No webhook: only the two calls that one cannot do without, by Node's own HTTP client, neither signed nor checked nor
// logged. What remains of a cold start when nothing is left to leave out.
const ask = (endpoint, target, input) =>
  new Promise((resolve, reject) => {
    const { protocol } = new URL(endpoint);
    const http = process.getBuiltinModule(protocol === 'https:' ? 'node:https' : 'node:http');
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      authorization: 'AWS4-HMAC-SHA256 none',
    };
    const request = http.request(endpoint, { method: 'POST', headers });
    request.once('error', reject).once('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.once('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    request.end(JSON.stringify(input));
  });

const { AWS_ENDPOINT_URL_SSM: ssm, AWS_ENDPOINT_URL_SQS: sqs, UPDATE_QUEUE_URL: queue } = process.env;
const secret = ask(ssm, 'AmazonSSM.GetParameters', { Names: ['/secret'], WithDecryption: true });

export const handler = async ({ body }) => {
  await secret;
  await ask(sqs, 'AmazonSQS.SendMessage', { QueueUrl: queue, MessageBody: body });
  return { statusCode: 200 };
};
