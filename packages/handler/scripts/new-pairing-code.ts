// Prints as JSON a new pairing code and the table's item that makes it good for an hour: scripts/setup-webhook.sh shows the
// one and writes the other.
import { randomBytes } from 'node:crypto';
import { hashOfPairingCode, PAIRING_BYTES, PAIRING_MS, pairingCodeOf } from '@steward/core';
import { pairingItem } from '../src/aws/dynamodb-access-store.ts';
import { toItem } from '../src/aws/item.ts';

const code = pairingCodeOf(randomBytes(PAIRING_BYTES));
const item = toItem(pairingItem({ hash: hashOfPairingCode(code), expiresAtMs: Date.now() + PAIRING_MS }));
process.stdout.write(`${JSON.stringify({ code, item })}\n`);
