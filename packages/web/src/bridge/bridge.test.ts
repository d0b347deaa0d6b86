import { describe, expect, it } from 'vitest';
import { type BridgeEvents, createBridge } from './bridge.ts';
import { parseLaunch } from './launch.ts';
import { findTransport } from './transport.ts';

type Listener = (event: { source: unknown; origin: string; data: unknown }) => void;

/** A window with a frame around it, as much of it as the bridge touches. */
const framed = (origins?: string[], referrer = '') => {
  const posted: [string, string][] = [];
  let listener: Listener = () => {};
  const parent = { postMessage: (json: string, origin: string) => posted.push([json, origin]) };
  const window = {
    parent,
    location: origins ? { ancestorOrigins: origins } : {},
    document: { referrer },
    addEventListener: (_: string, added: Listener) => {
      listener = added;
    },
  } as unknown as Window;
  const hear = (
    data: unknown,
    { source = parent as unknown, origin = origins?.[0] ?? 'https://web.telegram.org' } = {},
  ) => listener({ source, origin, data });
  return { window, posted, hear };
};

const heard = () => {
  const events: unknown[] = [];
  const note = (name: string) => (value?: unknown) =>
    void events.push(value === undefined ? name : [name, value]);
  const handlers: BridgeEvents = {
    onTheme: note('theme'),
    onInsets: note('insets'),
    onBack: note('back'),
    onSettings: note('settings'),
    onReload: note('reload'),
  };
  return { events, handlers };
};

describe('the transport', () => {
  it('is none without a Telegram around the page', () => {
    const window = {} as { parent?: unknown };
    window.parent = window;
    expect(findTransport(window as Window)).toBeUndefined();
  });

  it('speaks with the frame around it, by its origin', () => {
    const { window, posted } = framed(['https://web.telegram.org']);
    findTransport(window)?.post('web_app_ready');
    expect(posted).toEqual([['{"eventType":"web_app_ready","eventData":null}', 'https://web.telegram.org']]);
  });

  it("speaks with Telegram's own page alone where the browser does not say who is around", () => {
    const { window, posted } = framed();
    findTransport(window)?.post('web_app_ready');
    expect(posted[0]?.[1]).toBe('https://web.telegram.org');
  });

  it('speaks with the page that opened it where the browser tells that alone', () => {
    const { window, posted, hear } = framed(undefined, 'http://localhost:8787/');
    const events: unknown[] = [];
    const transport = findTransport(window);
    transport?.post('web_app_ready');
    transport?.listen((event) => events.push(event));
    hear('{"eventType":"back_button_pressed"}', { origin: 'http://localhost:8787' });
    hear('{"eventType":"back_button_pressed"}');
    expect([posted[0]?.[1], events]).toEqual(['http://localhost:8787', ['back_button_pressed']]);
  });

  it('hears nobody else, and nothing that is not of the bridge', () => {
    const { window, hear } = framed(['http://localhost:8080']);
    const events: unknown[] = [];
    findTransport(window)?.listen((event, data) => events.push([event, data]));
    const json = '{"eventType":"back_button_pressed","eventData":{"a":1}}';
    hear(json, { origin: 'https://evil.example' });
    hear(json, { source: {} });
    for (const data of [{ eventType: 'x' }, 'no json', 'null', '{"eventType":5}', '[]']) hear(data);
    expect(events).toEqual([]);
    hear(json);
    expect(events).toEqual([['back_button_pressed', { a: 1 }]]);
  });

  it("uses the proxy of Telegram's apps, which call back by name", () => {
    const posted: unknown[] = [];
    const window = { TelegramWebviewProxy: { postEvent: (...of: unknown[]) => posted.push(of) } };
    const transport = findTransport(window as unknown as Window);
    const events: unknown[] = [];
    transport?.listen((event) => events.push(event));
    transport?.post('web_app_expand');
    expect(posted).toEqual([['web_app_expand', 'null']]);
    const given = window as unknown as {
      Telegram: { WebView: { receiveEvent: (name: string) => void } };
      TelegramGameProxy: { receiveEvent: (name: string) => void };
    };
    given.Telegram.WebView.receiveEvent('one');
    given.TelegramGameProxy.receiveEvent('two');
    expect(events).toEqual(['one', 'two']);
  });
});

describe('the bridge', () => {
  const open = () => {
    const posted: [string, unknown][] = [];
    let receive: (event: string, data: unknown) => void = () => {};
    const { events, handlers } = heard();
    const bridge = createBridge(
      {
        post: (method, data) => posted.push([method, data]),
        listen: (given) => {
          receive = given;
        },
      },
      handlers,
    );
    return { bridge, posted, events, receive: (event: string, data?: unknown) => receive(event, data) };
  };

  it('asks for the theme and the safe areas, and is ready only when told', () => {
    const { bridge, posted } = open();
    const asked = () => posted.map(([method]) => method);
    expect(asked()).toEqual(expect.arrayContaining(['web_app_request_theme', 'web_app_request_safe_area']));
    expect(asked()).not.toContain('web_app_ready');
    bridge.ready();
    expect(asked()).toContain('web_app_ready');
  });

  it('hears theme, back, settings and reload, whatever else comes', () => {
    const { receive, events, posted } = open();
    receive('theme_changed', { theme_params: { bg_color: '#fff' } });
    receive('theme_changed', null);
    receive('back_button_pressed');
    receive('settings_button_pressed');
    receive('viewport_changed', { height: 1 });
    receive('reload_iframe');
    expect(events).toEqual([['theme', { bg_color: '#fff' }], ['theme', {}], 'back', 'settings', 'reload']);
    expect(posted.at(-1)?.[0]).toBe('iframe_will_reload');
  });

  it("adds Telegram's insets to the device's, and takes no nonsense for one", () => {
    const { receive, events } = open();
    receive('safe_area_changed', { top: 40, bottom: 20, left: 'x', right: 9999 });
    receive('content_safe_area_changed', { top: 46 });
    expect(events.at(-1)).toEqual(['insets', { top: 86, right: 0, bottom: 20, left: 0 }]);
  });

  it('asks for what the app wants', () => {
    const { bridge, posted } = open();
    const before = posted.length;
    bridge.showBack(true);
    bridge.haptic('selection');
    bridge.haptic('error');
    bridge.guardClosing(true);
    bridge.colours({ page: '#111111', bar: '#222222' });
    bridge.openLink('https://example.org/');
    bridge.close();
    expect(posted.slice(before)).toEqual([
      ['web_app_setup_back_button', { is_visible: true }],
      ['web_app_trigger_haptic_feedback', { type: 'selection_change' }],
      ['web_app_trigger_haptic_feedback', { type: 'notification', notification_type: 'error' }],
      ['web_app_setup_closing_behavior', { need_confirmation: true }],
      ['web_app_set_header_color', { color: '#111111' }],
      ['web_app_set_background_color', { color: '#111111' }],
      ['web_app_set_bottom_bar_color', { color: '#222222' }],
      ['web_app_open_link', { url: 'https://example.org/' }],
      ['web_app_close', undefined],
    ]);
  });
});

describe('what Telegram gives at the start', () => {
  it('is read whole', () => {
    const initData = new URLSearchParams({ user: '{"id":1,"language_code":"de"}', hash: 'ab' }).toString();
    const hash = new URLSearchParams({ tgWebAppData: initData, tgWebAppThemeParams: '{"bg_color":"#fff"}' });
    expect(parseLaunch(`#${hash}`)).toEqual({ initData, theme: { bg_color: '#fff' }, language: 'de' });
  });

  it.each(['', '#', '#tgWebAppThemeParams=[', '#tgWebAppThemeParams=7&x'])('may be nothing: %s', (hash) => {
    expect(parseLaunch(hash)).toEqual({ initData: '', theme: {} });
  });
});
