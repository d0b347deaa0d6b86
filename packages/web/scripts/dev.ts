// Shows the app without the rest: built anew at each load, over an API in memory. `pnpm --filter @steward/web dev`
import { buildApp } from '../src/build.ts';
import { createFakeApi, TICKET } from '../src/testing/fake-api.ts';
import { emptyData, fullData } from '../src/testing/fake-data.ts';
import { serveApp } from '../src/testing/serve-app.ts';

const isEmpty = process.argv.includes('--empty');
const api = createFakeApi((isEmpty ? emptyData : fullData)(Date.now()));
const { url, telegramUrl } = await serveApp({ app: buildApp, api, port: Number(process.env.PORT ?? 8790) });
console.log(`In a browser:    ${url}/login#${TICKET}`);
console.log(`Inside Telegram: ${telegramUrl} (dark: ${telegramUrl}?theme=dark)`);
