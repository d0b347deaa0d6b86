// Speaks to the server. Every refusal becomes an Error with one sentence for a toast.

/** @import { PageMessage, TapAnswer } from '../protocol.ts' */
/** @import { ConnectedBot, ModelOffer, OfferedBot } from '../cards/card-ports.ts' */

/** @param {Response} response */
const readAnswer = async (response) => {
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Error(
    typeof answer.error === 'string' ? answer.error : `The server answered ${response.status}.`,
  );
};

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
const ask = async (path, options) => {
  const response = await fetch(path, options).catch(() => {
    throw new Error('The server cannot be reached. Is it still running?');
  });
  return readAnswer(response);
};

/**
 * @param {string} path
 * @param {unknown} body
 */
const post = (path, body) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Telegram takes 50 MB; so does the page. */
export const maxFileBytes = 50 * 1024 * 1024;

export const api = {
  /** @param {{ userId: number, chatId: number, text: string, replyTo?: number, threadId?: number }} message */
  send: (message) => post('/api/messages', message),

  /** @param {{ userId: number, chatId: number, messageId: number, text: string }} edit */
  edit: (edit) => post('/api/edits', edit),

  /**
   * Presses a button and waits for what the bot answers to it.
   * @param {{ userId: number, chatId: number, messageId: number, data: string }} tap
   * @returns {Promise<TapAnswer | undefined>}
   */
  tap: async (tap) => (await post('/api/taps', tap)).answer,

  /** @param {{ userId: number, chatId: number, draftId: number }} stop */
  stop: (stop) => post('/api/stops', stop),

  /**
   * Asks who somebody is for the app at that address.
   * @param {{ userId: number, url: string }} app
   * @returns {Promise<{ initData: string, origin: string }>}
   */
  openMiniApp: (app) => post('/api/mini-app', app),

  /** @param {{ firstName: string, lastName?: string, username?: string }} person */
  addPerson: (person) => post('/api/users', person),

  /** @param {{ title: string, memberIds: number[] }} group */
  addGroup: (group) => post('/api/groups', group),

  /**
   * Uploads a file as a document, or as a recording.
   * @param {{ userId: number, chatId: number, file: File, caption?: string, recorded?: 'voice' | 'audio' | undefined }} upload
   */
  upload: ({ userId, chatId, file, caption, recorded }) => {
    const query = new URLSearchParams({
      userId: String(userId),
      chatId: String(chatId),
      fileName: file.name || 'file',
    });
    if (file.type) query.set('mimeType', file.type);
    if (caption) query.set('caption', caption);
    if (recorded) query.set('recorded', recorded);
    return ask(`/api/files?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
  },

  /**
   * Sends photos, several as an album; each in its sizes, as base64 of JPEGs.
   * @param {{ userId: number, chatId: number, photos: string[][], caption?: string }} album
   */
  sendPhotos: (album) => post('/api/photos', album),

  /**
   * Messages before one, oldest first.
   * @param {number} chatId
   * @param {number} before
   * @returns {Promise<{ messages: PageMessage[], more: boolean }>}
   */
  history: (chatId, before) => ask(`/api/history?chatId=${chatId}&before=${before}`),

  /**
   * What is offered beside the chats.
   * @returns {Promise<{ connect?: { note: string }, model?: ModelOffer }>}
   */
  cards: () => ask('/api/cards'),

  /** @param {string} token @returns {Promise<OfferedBot>} */
  checkToken: (token) => post('/api/connect/check', { token }),

  /** Lets the terminal show a code. @param {string} token @returns {Promise<OfferedBot>} */
  showCode: (token) => post('/api/connect/code', { token }),

  /** @param {string} token @param {string} code @returns {Promise<ConnectedBot>} */
  connect: (token, code) => post('/api/connect/confirm', { token, code }),

  pullModel: () => post('/api/model/pull', {}),
  stopPull: () => post('/api/model/stop', {}),

  /** @returns {Promise<Record<string, unknown>>} */
  status: () => ask('/api/status'),
};
