// SSM and SQS as far as a webhook needs them, over HTTP and over TLS. A process of its own, so that its work takes no time
// from what is measured. Sends its addresses to its parent; asked `take`, sends the bodies of the messages it was given.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';

const [secret = '', keyFile = '', certificateFile = ''] = process.argv.slice(2);
let messages: string[] = [];

const ANSWERS: Record<string, (input: { Names?: string[]; MessageBody?: string }) => object> = {
  'AmazonSSM.GetParameters': ({ Names: names = [] }) => ({
    Parameters: names.map((Name) => ({ Name, Value: secret, Type: 'SecureString', Version: 1 })),
    InvalidParameters: [],
  }),
  'AmazonSQS.SendMessage': ({ MessageBody: body = '' }) => {
    messages.push(body);
    return {
      MessageId: '00000000-0000-4000-8000-000000000000',
      // The SDK compares it.
      MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
      SequenceNumber: String(messages.length),
    };
  },
};

const listener = (request: IncomingMessage, response: ServerResponse): void => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = ANSWERS[String(request.headers['x-amz-target'])];
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ');
    response.writeHead(answer && signed ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer?.(JSON.parse(Buffer.concat(chunks).toString())) ?? {}));
  });
};

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const tls = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
// A server for each service, as on AWS: no connection serves both.
const plain = () => createServer({ keepAliveTimeout: 60_000 }, listener);
const secure = () => createTlsServer({ ...tls, keepAliveTimeout: 60_000 }, listener);
const addresses = {
  http: { ssm: await listen(plain()), sqs: await listen(plain()) },
  https: { ssm: await listen(secure()), sqs: await listen(secure()) },
};
process.on('disconnect', () => process.exit(0));
process.on('message', () => {
  process.send?.(messages);
  messages = [];
});
process.send?.(addresses);
