// What a month costs: how much of each service a number of messages uses, times its price. Every message is taken for a
// question that the model answers; commands cost less.
import { readFileSync } from 'node:fs';

export const prices = JSON.parse(readFileSync(new URL('prices.json', import.meta.url), 'utf8'));

/** What the formulas take for granted. Seen: counted over a played turn; chosen: set in infra/; assumed: change it to yours. */
export const ASSUMED = {
  historyKb: 16,
  telegramCallKb: 2,
  logKb: 4,
  storedKb: 1.8,
  archivesPerMessage: 0.01,
  webhookSeconds: 0.05,
  maintenanceSeconds: 0.5,
  tickSeconds: 0.2,
  firingSeconds: 0.5,
  requestsPerOpening: 8,
  appSeconds: 0.05,
  appReads: 6,
  appKb: 4,
  readingsADay: 1,
  readingSeconds: 2,
  readingReads: 6,
  readingWrites: 10,
  pollers: 5,
  modelsGb: 2.7,
};

const GB = 1024 * 1024;
const HOURS_PER_DAY = 24;
const SECONDS_PER_MONTH = prices.hoursPerMonth * 3600;
/** Every five minutes. */
const MAINTENANCE_RUNS = prices.hoursPerMonth * 12;
/** The dispatcher's: every minute. */
const TICKS = prices.hoursPerMonth * 60;
/** A tick waits for what comes due within so many seconds. */
const LOOK_AHEAD_SECONDS = 90;
const DISPATCHER_GB = 0.25;
/** One long poll lasts 20 s; there are two queues. */
const IDLE_POLLS = (2 * ASSUMED.pollers * SECONDS_PER_MONTH) / 20;
/** A lease is renewed so often while an answer is written. */
const RENEW_SECONDS = 20;

/** How long a tick is awake: until the last moment it waits for, of firings that are spread over the month. */
const tickSeconds = (firings) => {
  const perSecond = firings / SECONDS_PER_MONTH;
  const waits =
    firings === 0 ? 0 : LOOK_AHEAD_SECONDS - (1 - Math.exp(-perSecond * LOOK_AHEAD_SECONDS)) / perSecond;
  return ASSUMED.tickSeconds + waits;
};

/** How much of each unit of prices.json a month uses, the instance aside. */
export const usage = (messages, answerSeconds, firings = 0, openings = 0, connections = 0) => {
  const readings = (connections * ASSUMED.readingsADay * prices.hoursPerMonth) / HOURS_PER_DAY;
  const appRequests = openings * ASSUMED.requestsPerOpening;
  const renewals = Math.floor(answerSeconds / RENEW_SECONDS);
  const workerSeconds = answerSeconds + 1;
  const telegramCalls = 3 + answerSeconds / 2;
  return {
    apiRequests: messages + appRequests,
    functionRequests: 2 * messages + firings + readings + appRequests + MAINTENANCE_RUNS + TICKS,
    functionGbSeconds:
      messages * (ASSUMED.webhookSeconds + workerSeconds) +
      firings * ASSUMED.firingSeconds +
      readings * ASSUMED.readingSeconds +
      appRequests * ASSUMED.appSeconds +
      MAINTENANCE_RUNS * ASSUMED.maintenanceSeconds * 0.25 +
      TICKS * tickSeconds(firings + readings) * DISPATCHER_GB,
    // Two ticks of three wait for the same moment, and each sends.
    queueRequests: messages * (4 + renewals) + (firings + readings) * 4.5 + IDLE_POLLS,
    // The index counts as well: what moves in it is written twice.
    tableWrites:
      messages * (9 + renewals) + firings * 7 + readings * ASSUMED.readingWrites + openings + TICKS,
    tableReads:
      messages * (2 + ASSUMED.historyKb / 4 + 1 + answerSeconds) +
      firings * 2 +
      readings * ASSUMED.readingReads +
      appRequests * ASSUMED.appReads +
      MAINTENANCE_RUNS +
      TICKS * 5,
    tableGb: (messages * ASSUMED.storedKb) / GB,
    backupGb: (messages * ASSUMED.storedKb) / GB,
    bucketGb: ASSUMED.modelsGb + (messages * ASSUMED.archivesPerMessage * ASSUMED.historyKb) / GB,
    bucketWrites: messages * ASSUMED.archivesPerMessage,
    bucketReads: messages * ASSUMED.archivesPerMessage,
    logGb: (messages * ASSUMED.logKb + firings + readings + appRequests + MAINTENANCE_RUNS + TICKS) / GB,
    // Of connections: calls by provider and outcome, their time, failures, broken ones, and the age of readings.
    metrics: (messages === 0 ? 4 : 19) + (connections === 0 ? 0 : 10),
    // One of the twenty looks at two metrics, and each is counted. Three are of connections.
    alarms: 21 + (connections === 0 ? 0 : 3),
    dashboards: 1,
    traces: 2 * messages + firings + readings + appRequests + MAINTENANCE_RUNS + TICKS,
    internetGb:
      ((messages * telegramCalls + firings) * ASSUMED.telegramCallKb + appRequests * ASSUMED.appKb) / GB,
    regionalGb: (messages * ASSUMED.historyKb) / GB,
  };
};

/** US dollars of each unit. */
export const priced = (used, { free = true } = {}) =>
  Object.fromEntries(
    Object.entries(used).map(([key, amount]) => {
      const { size, usd, free: allowance } = prices.units[key];
      return [key, (Math.max(0, amount - (free ? allowance : 0)) / size) * usd];
    }),
  );

export const total = (costs) => Object.values(costs).reduce((sum, usd) => sum + usd, 0);

/** Instance, disk and address; the last two also while it sleeps. */
export const serverCosts = (type, hoursPerDay) => {
  const server = prices.servers[type];
  const hours = (prices.hoursPerMonth * hoursPerDay) / HOURS_PER_DAY;
  return {
    instance: server.usdPerHour * hours,
    disk: server.diskGb * prices.units.diskGb.usd,
    address: prices.hoursPerMonth * prices.units.addressHours.usd,
  };
};

/** How many answers a server can write in a month. */
export const capacity = (type, hoursPerDay) => {
  const { answerSeconds, parallel } = prices.servers[type];
  return Math.floor(((SECONDS_PER_MONTH * hoursPerDay) / HOURS_PER_DAY / answerSeconds) * parallel);
};

export const monthlyCosts = (type, hoursPerDay, messages) =>
  total(serverCosts(type, hoursPerDay)) + total(priced(usage(messages, prices.servers[type].answerSeconds)));
