// What Telegram gives a Mini App at its start, behind the `#` of its address.

export interface Launch {
  /** Signed by Telegram, whole: it is sent as it came. Empty: this page was not opened by a Telegram. */
  initData: string;
  theme: Record<string, unknown>;
  /** Of Telegram's app: how it speaks to this person. */
  language?: string;
}

const objectOf = (json: string | null): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

export const parseLaunch = (hash: string): Launch => {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const initData = parameters.get('tgWebAppData') ?? '';
  const language = objectOf(new URLSearchParams(initData).get('user')).language_code;
  return {
    initData,
    theme: objectOf(parameters.get('tgWebAppThemeParams')),
    ...(typeof language === 'string' ? { language } : {}),
  };
};
