// What every model server's switch, and every store of its use, promises.
import { describe, expect, it } from 'vitest';
import { type ModelServerPower, type ModelServerStore, TOUCH_EVERY_MS } from '../../model/model-machine.ts';
import { SAMPLE_MS } from '../samples.ts';
import type { Made } from './subject.ts';

export interface ModelServerStoreSubject {
  modelServer: ModelServerStore;
  /** Writes what an operator's script writes. */
  keepOn(keep: boolean): Promise<void>;
}

const using =
  <T extends object>(make: () => Promise<Made<T>>, test: (made: T) => Promise<void>) =>
  async (): Promise<void> => {
    const made = await make();
    try {
      await test(made);
    } finally {
      await made.close?.();
    }
  };

/** There is one model server, so each test begins with a store of its own. */
export const modelServerStoreContract = (make: () => Promise<Made<ModelServerStoreSubject>>): void => {
  describe('a store of the model server’s use', () => {
    it(
      'knows of no chat at first, and then of the last one',
      using(make, async ({ modelServer }) => {
        expect(await modelServer.read()).toEqual({ keepOn: false });
        await modelServer.touch(SAMPLE_MS);
        expect(await modelServer.read()).toEqual({ lastChatAtMs: SAMPLE_MS, keepOn: false });
      }),
    );

    it(
      'writes at most once a minute, and never an older time',
      using(make, async ({ modelServer }) => {
        await modelServer.touch(SAMPLE_MS);
        await modelServer.touch(SAMPLE_MS + TOUCH_EVERY_MS - 1);
        await modelServer.touch(SAMPLE_MS - 5 * TOUCH_EVERY_MS);
        expect((await modelServer.read()).lastChatAtMs).toBe(SAMPLE_MS);
        await modelServer.touch(SAMPLE_MS + TOUCH_EVERY_MS);
        expect((await modelServer.read()).lastChatAtMs).toBe(SAMPLE_MS + TOUCH_EVERY_MS);
      }),
    );

    it(
      'keeps the operator’s wish through chats, until it is taken back',
      using(make, async ({ modelServer, keepOn }) => {
        await keepOn(true);
        expect(await modelServer.read()).toEqual({ keepOn: true });
        await modelServer.touch(SAMPLE_MS);
        expect(await modelServer.read()).toEqual({ lastChatAtMs: SAMPLE_MS, keepOn: true });
        await keepOn(false);
        expect(await modelServer.read()).toEqual({ lastChatAtMs: SAMPLE_MS, keepOn: false });
      }),
    );
  });
};

export interface ModelServerPowerSubject {
  /** Stopped at first. */
  power: ModelServerPower;
  /** Lets a start or stop that was asked for come to its end. */
  settle(): Promise<void>;
}

export const modelServerPowerContract = (make: () => Promise<Made<ModelServerPowerSubject>>): void => {
  describe('the switch of a model server', () => {
    it(
      'starts the stopped one, which then knows since when it runs',
      using(make, async ({ power, settle }) => {
        expect([await power.state(), await power.startedAtMs()]).toEqual(['stopped', undefined]);
        await power.start();
        expect(await power.state()).toBe('pending');
        await settle();
        expect(await power.state()).toBe('running');
        expect(await power.startedAtMs()).toBeGreaterThan(1_600_000_000_000);
      }),
    );

    it(
      'stops the running one; a start that comes too soon does nothing, and a later one starts it',
      using(make, async ({ power, settle }) => {
        await power.start();
        await settle();
        await power.stop();
        await power.start();
        expect([await power.state(), await power.startedAtMs()]).toEqual(['stopping', undefined]);
        await settle();
        expect(await power.state()).toBe('stopped');
        await power.start();
        expect(await power.state()).toBe('pending');
      }),
    );

    it(
      'does not mind being asked twice, nor a stop of one that does not run',
      using(make, async ({ power, settle }) => {
        await power.stop();
        await settle();
        expect(await power.state()).toBe('stopped');
        await power.start();
        await power.start();
        await power.stop();
        await settle();
        expect(await power.state()).toBe('running');
      }),
    );
  });
};
