// Composes the Shortcut's door with its stores, when somebody asks there for the first time.
import { createDynamoDbConnectionStore } from './aws/dynamodb-connection-store.ts';
import { createDynamoDbNoteStore } from './aws/dynamodb-note-store.ts';
import type { DynamoDbDependencies } from './aws/dynamodb-table.ts';
import { type Bridge, type BridgeDependencies, createBridge } from './web/bridge/create-bridge.ts';

export const composeBridge = ({
  table,
  ...deps
}: Omit<BridgeDependencies, 'connections' | 'notes'> & { table: DynamoDbDependencies }): Bridge =>
  createBridge({
    ...deps,
    connections: createDynamoDbConnectionStore(table),
    notes: createDynamoDbNoteStore(table),
  });
