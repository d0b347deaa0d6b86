// Lambda entry: API Gateway → the app and its routes.
import { composeWeb } from '../compose-web.ts';
import { readApp } from '../web/read-app.ts';

export const handler = composeWeb(process.env, { app: readApp(import.meta.dirname) });
