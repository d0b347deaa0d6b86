// The document inside Telegram: it signs in from what Telegram signed, and looks like the Telegram around it.

import { effect, signal } from '@preact/signals';
import type { SignedIn } from '@steward/core/web-contract';
import type { JSX } from 'preact';
import { type Call, CallError } from './api/call.ts';
import { createMiniAppSession } from './api/session.ts';
import { type Bridge, createBridge, type Insets } from './bridge/bridge.ts';
import { parseLaunch } from './bridge/launch.ts';
import { findTransport } from './bridge/transport.ts';
import { openDialogs } from './components/dialog.tsx';
import { Logo } from './components/logo.tsx';
import { SignedInApp } from './frame/app.tsx';
import { mount } from './frame/mount.tsx';
import { createParts } from './frame/parts.ts';
import { createMemoryRouter } from './frame/router.ts';
import { Heading, Shell } from './frame/shell.tsx';
import type { Steward } from './frame/steward.ts';
import { SCREENS } from './screens/screens.tsx';
import { speakAsDevice } from './texts/language.ts';
import { t } from './texts/texts.ts';
import { formatColour } from './theme/colour.ts';
import { applyPalette, paletteOf } from './theme/telegram-theme.ts';
import './styles/all.css';

// What signs in must not stay in the address; beside it, it is still there when Telegram loads the page again.
if (window.location.hash !== '')
  history.replaceState({ launch: window.location.hash }, '', window.location.pathname);
const launch = parseLaunch(String(Object(history.state).launch ?? ''));

const html = document.documentElement;
speakAsDevice(launch.language ?? navigator.language);
const paint = (theme: Record<string, unknown>) => {
  const palette = paletteOf(theme, matchMedia('(prefers-color-scheme: dark)').matches);
  applyPalette(palette, html);
  return { page: formatColour(palette.page), bar: formatColour(palette.card) };
};
const colours = paint(launch.theme);

/** Telegram's answer to what it signed: this page was opened too long ago, or by something else. */
const isRefused = signal(false);
const signIn = async (): Promise<SignedIn> => {
  try {
    return await (parts.call as Call)('POST /api/sign-in', { initData: launch.initData });
  } catch (error) {
    if (error instanceof CallError && error.fault.error === 'sign-in-refused') isRefused.value = true;
    throw error;
  }
};
const parts = createParts(window, createMiniAppSession(signIn));
const transport = findTransport(window);
const router = createMemoryRouter();

const inset = ({ top, right, bottom, left }: Insets) => {
  for (const [side, size] of Object.entries({ top, right, bottom, left }))
    html.style.setProperty(`--inset-${side}`, `${size}px`);
};
const bridge: Bridge | undefined =
  transport &&
  createBridge(transport, {
    onTheme: (theme) => bridge?.colours(paint(theme)),
    onInsets: inset,
    // A dialog is closed before its screen is left.
    onBack: () => (openDialogs.value.at(-1) ?? router.back)(),
    onSettings: () => router.go('settings'),
    onReload: () => location.reload(),
  });

bridge?.colours(colours);
effect(() => bridge?.showBack(router.place.value !== 'dashboard' || openDialogs.value.length > 0));

const steward: Steward = {
  ...parts,
  router,
  ...(bridge ? { bridge } : {}),
  guardLeaving: (isGuarded) => bridge?.guardClosing(isGuarded),
  leave: () => bridge?.close(),
};

const Notice = ({ title, text }: { title: string; text: string }): JSX.Element => (
  <Shell pages={[]}>
    <div class="narrow">
      <Logo />
      <Heading>{title}</Heading>
      <p class="lead">{text}</p>
    </div>
  </Shell>
);

const Root = (): JSX.Element => {
  const { outside, outsideHow, refusedInside } = t('signIn');
  if (launch.initData === '' || !bridge) return <Notice title={outside} text={outsideHow} />;
  if (isRefused.value) return <Notice title={outside} text={refusedInside} />;
  const place = router.place.value;
  return <SignedInApp screens={SCREENS} page={place === 'home' || place === 'login' ? 'dashboard' : place} />;
};

mount(Root, steward);
// Two frames: the first draws, the second knows that it is drawn.
requestAnimationFrame(() => requestAnimationFrame(() => bridge?.ready()));
