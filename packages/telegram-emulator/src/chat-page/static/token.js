// What is pasted as a bot's token. Pure: no DOM, no network.

const whole = /^\d+:[\w-]+$/;
const within = /\d{6,}:[\w-]{30,}/;

/**
 * The token of what was pasted, which may be the whole message of BotFather; undefined when there is none in it.
 * @param {string} text
 */
export const tokenIn = (text) => {
  const trimmed = text.trim();
  return whole.test(trimmed) ? trimmed : within.exec(text)?.[0];
};
