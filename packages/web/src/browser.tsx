// The document for a browser of its own: landing, sign-in with a ticket, and the app.

import type { JSX } from 'preact';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { createBrowserSession } from './api/session.ts';
import { SignedInApp } from './frame/app.tsx';
import { createParts } from './frame/parts.ts';
import { createBrowserRouter } from './frame/router.ts';
import { type Steward, StewardContext, useSteward } from './frame/steward.ts';
import { SCREENS } from './screens/screens.tsx';
import { Landing } from './screens/sign-in/landing.tsx';
import { Login } from './screens/sign-in/login.tsx';
import { SignInAgain } from './screens/sign-in/sign-in-again.tsx';
import { takeTicket } from './screens/sign-in/ticket.ts';
import { language, languageOf } from './texts/language.ts';
import { t } from './texts/texts.ts';
import './styles/all.css';

const ticket = takeTicket(window);
language.value = languageOf(navigator.language);

// Who signs in again in another tab goes on in this one. Only pages of this very origin hear it.
const tabs = new BroadcastChannel('session');
const session = createBrowserSession(window.sessionStorage, (token) => tabs.postMessage({ token }));
const parts = createParts(window, session);
const router = createBrowserRouter(window);
tabs.addEventListener('message', ({ data }: MessageEvent<{ token?: string }>) => {
  if (!session.isEnded.value) return;
  const before = parts.me.value?.id;
  session.resume(data.token);
  // Another person signed in there: nothing of the one before stays.
  void parts.call('GET /api/me').then(({ id }) => before !== undefined && id !== before && location.reload());
});

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

const steward: Steward = {
  ...parts,
  router,
  session,
  guardLeaving: (isGuarded) =>
    isGuarded
      ? window.addEventListener('beforeunload', ask)
      : window.removeEventListener('beforeunload', ask),
  leave: () => {
    session.forget();
    location.assign('/');
  },
};

const Root = (): JSX.Element => {
  const {
    router: { place },
  } = useSteward();
  const now = place.value;
  useEffect(() => {
    if (now === 'home' || now === 'login') document.title = `${t('frame').places[now]} · Steward`;
    document.documentElement.lang = language.value;
  }, [now]);
  if (now === 'home') return <Landing />;
  if (now === 'login') return <Login ticket={ticket} />;
  // Nobody was signed in here: nothing typed can be lost.
  if (session.isEnded.value && !parts.me.value) return <Login ticket={undefined} />;
  return (
    <>
      <SignedInApp screens={SCREENS} page={now} />
      {session.isEnded.value && <SignInAgain />}
    </>
  );
};

const root = document.querySelector('#app');
if (root)
  render(
    <StewardContext.Provider value={steward}>
      <Root />
    </StewardContext.Provider>,
    root,
  );
