// The document for a browser of its own: landing, sign-in with a ticket, and the app.

import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { createBrowserSession } from './api/session.ts';
import { SignedInApp } from './frame/app.tsx';
import { mount } from './frame/mount.tsx';
import { createParts } from './frame/parts.ts';
import { createBrowserRouter } from './frame/router.ts';
import { type Steward, useSteward } from './frame/steward.ts';
import { ArrivalScreen } from './screens/integrations/arrival.tsx';
import { forgetArrival, takeArrival } from './screens/integrations/take-arrival.ts';
import { SCREENS } from './screens/screens.tsx';
import { Landing } from './screens/sign-in/landing.tsx';
import { Login } from './screens/sign-in/login.tsx';
import { SignInAgain } from './screens/sign-in/sign-in-again.tsx';
import { placeBehind, takeTicket } from './screens/sign-in/ticket.ts';
import { language, speakAsDevice } from './texts/language.ts';
import { t } from './texts/texts.ts';
import './styles/all.css';

const arrival = signal(takeArrival(window));
const to = placeBehind(window);
const ticket = signal(takeTicket(window));
// A link that is pasted over the address of this very page loads nothing anew.
window.addEventListener('hashchange', () => {
  arrival.value = takeArrival(window) ?? arrival.value;
  ticket.value = takeTicket(window) ?? ticket.value;
});
speakAsDevice(navigator.language);

// Who signs in again in another tab is signed in here as well. Only pages of this very origin hear it.
const tabs = new BroadcastChannel('session');
const session = createBrowserSession(window.sessionStorage);
const parts = createParts(window, session);
const router = createBrowserRouter(window);
const ask = (event: BeforeUnloadEvent) => event.preventDefault();
const loadAgain = () => {
  window.removeEventListener('beforeunload', ask);
  location.reload();
};
// The way back to a page that was left shows it as it was, with what it knew: who is there now is asked for anew.
window.addEventListener('pageshow', ({ persisted }) => persisted && loadAgain());

/** Sends what waited, as who has signed in. Is it another person, nothing of the one before stays or is sent. */
const resume = async () => {
  const before = parts.me.value?.id;
  const isSame = async () => (await parts.call('GET /api/me')).id === before;
  if (before === undefined || (await isSame().catch(() => false))) {
    session.resume();
    return;
  }
  loadAgain();
};
tabs.addEventListener('message', ({ data }: MessageEvent<{ token?: string }>) => {
  if (session.isEnded.value) session.keep(data.token);
  void resume();
});

const steward: Steward = {
  ...parts,
  router,
  enter: async (token) => {
    session.keep(token);
    tabs.postMessage({ token });
    await resume();
  },
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
  const arrived = arrival.value;
  useEffect(() => {
    if (now === 'home' || now === 'login' || arrived) document.title = `${t('frame').places[now]} · Steward`;
    document.documentElement.lang = language.value;
  }, [now, arrived]);
  if (arrived)
    return (
      <ArrivalScreen
        arrival={arrived}
        isSignedOut={session.isEnded.value}
        onDone={() => {
          forgetArrival(window);
          arrival.value = undefined;
        }}
      />
    );
  if (now === 'home') return <Landing />;
  if (now === 'login') return <Login ticket={ticket.value} to={to} />;
  // Nobody was signed in here: nothing typed can be lost.
  if (session.isEnded.value && !parts.me.value) return <Login ticket={undefined} />;
  return (
    <>
      <SignedInApp screens={SCREENS} page={now} />
      {session.isEnded.value && <SignInAgain />}
    </>
  );
};

mount(Root, steward);
