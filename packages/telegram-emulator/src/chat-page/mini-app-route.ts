// Opens the app for a person: only the one this page was started with, so that nobody else's page learns who they are.
import { HttpRefusal } from './http-answer.ts';
import type { PageEmulator } from './page-emulator.ts';

/** How long the app may take to answer (ms). */
const patienceMs = 5_000;

/** The origin of the app, as `frame-src` and `postMessage` name it. */
export const originOfApp = (appUrl: string | undefined): string | undefined => {
  if (appUrl === undefined) return undefined;
  const { protocol, origin } = new URL(appUrl);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('The app has an http or https address.');
  return origin;
};

/** Signs who opens the app. The page puts that behind the app's address, in the fragment. */
export const openMiniApp = async (
  { emulator, appOrigin }: { emulator: PageEmulator; appOrigin: string | undefined },
  { userId, url }: { userId: number; url: string },
): Promise<{ initData: string; origin: string }> => {
  if (appOrigin === undefined) throw new HttpRefusal(409, 'This page was started without an app.');
  if (URL.parse(url)?.origin !== appOrigin) {
    throw new HttpRefusal(400, `This page opens only its own app, at ${appOrigin}.`);
  }
  // A frame does not tell its page that nothing was behind the address.
  if (!(await answers(url))) {
    throw new HttpRefusal(
      502,
      `The app does not answer at ${appOrigin} right now. Perhaps it is still starting: try again in a moment.`,
    );
  }
  return { initData: emulator.signInitData(userId), origin: appOrigin };
};

const answers = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
};
