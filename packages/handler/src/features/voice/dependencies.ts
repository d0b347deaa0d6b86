// What listening needs.
import type { AskDependencies } from '../../chat/answer-text.ts';
import type { Services } from '../../context/services.ts';
import type { RoutingDependencies } from '../routing/dependencies.ts';

export type VoiceDependencies = AskDependencies &
  RoutingDependencies &
  Pick<Services, 'claims' | 'download' | 'meter' | 'speech'>;
