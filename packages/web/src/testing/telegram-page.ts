// A page that stands for Telegram on the web: it frames the Mini App, gives it a theme, and notes what it asks.

export const TELEGRAM_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-src http:";

/** As Telegram's desktop app has them; neither set reaches AA by itself. */
export const THEMES = {
  light: {
    bg_color: '#ffffff',
    secondary_bg_color: '#f1f1f1',
    section_bg_color: '#ffffff',
    text_color: '#000000',
    hint_color: '#999999',
    subtitle_text_color: '#999999',
    link_color: '#168acd',
    accent_text_color: '#168acd',
    button_color: '#40a7e3',
    button_text_color: '#ffffff',
    destructive_text_color: '#d14e4e',
    section_separator_color: '#e7e7e7',
  },
  dark: {
    bg_color: '#17212b',
    secondary_bg_color: '#232e3c',
    section_bg_color: '#17212b',
    text_color: '#f5f5f5',
    hint_color: '#708499',
    subtitle_text_color: '#708499',
    link_color: '#73b9f5',
    accent_text_color: '#6ab2f2',
    button_color: '#5288c1',
    button_text_color: '#ffffff',
    destructive_text_color: '#ec3942',
    section_separator_color: '#111921',
  },
} as const;

export const INIT_DATA = new URLSearchParams({
  user: JSON.stringify({ id: 4711, first_name: 'Ana', language_code: 'en' }),
  auth_date: '1',
  hash: 'of-the-fake-api',
}).toString();

/** `?theme=dark`; `asked` on its window holds what the app posted. */
export const telegramPage = (
  appUrl: string,
): string => `<!doctype html><meta charset="utf-8"><title>Telegram</title>
<style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%;display:block}</style>
<script>
const themes = ${JSON.stringify(THEMES)};
const theme = themes[new URLSearchParams(location.search).get('theme')] ?? themes.light;
const asked = window.asked = [];
const frame = document.createElement('iframe');
frame.sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups';
const send = window.send = (eventType, eventData) =>
  frame.contentWindow.postMessage(JSON.stringify({ eventType, eventData }), ${JSON.stringify(appUrl)});
addEventListener('message', (event) => {
  if (event.source !== frame.contentWindow || event.origin !== ${JSON.stringify(appUrl)}) return;
  const { eventType, eventData } = JSON.parse(event.data);
  asked.push({ eventType, eventData });
  if (eventType === 'web_app_request_theme') send('theme_changed', { theme_params: theme });
});
const hash = new URLSearchParams({ tgWebAppData: ${JSON.stringify(INIT_DATA)}, tgWebAppVersion: '9.1', tgWebAppPlatform: 'weba', tgWebAppThemeParams: JSON.stringify(theme) });
frame.src = ${JSON.stringify(`${appUrl}/mini#`)} + hash;
document.documentElement.append(frame);
</script>`;
