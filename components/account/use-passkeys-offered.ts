import { useSyncExternalStore } from 'react';

/** Whether this browser knows passkeys. The server takes it for one that does, as nearly all do. */
export const usePasskeysOffered = (): boolean => useSyncExternalStore(NEVER_CHANGES, isOffered, () => true);

const NEVER_CHANGES = () => () => {};
const isOffered = () => 'PublicKeyCredential' in window;
