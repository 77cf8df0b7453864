import { cancelIntent } from './cancel-intent';
import { checkConsistency } from './check-consistency';
import { deliverBulkNotice } from './deliver-bulk-notice';
import { deliverNotice } from './deliver-notice';
import { expireHolds } from './expire-holds';
import { processBulkRefund } from './process-bulk-refund';
import { processRefund } from './process-refund';
import { reconcile } from './reconcile';
import { refreshSearchIndex } from './refresh-search-index';
import { remindPlayers } from './remind-players';
import { removeCustomer } from './remove-customer';
import { settlePayment } from './settle-payment';
import { spreadChange } from './spread-change';
import { sweep } from './sweep';
import { syncClubs } from './sync-clubs';
import { tellWatchers } from './tell-watchers';
import { warmCaches } from './warm-caches';

/** Every function the job engine may call. */
export const functions = [
  settlePayment,
  processRefund,
  processBulkRefund,
  cancelIntent,
  deliverNotice,
  deliverBulkNotice,
  removeCustomer,
  expireHolds,
  sweep,
  reconcile,
  checkConsistency,
  spreadChange,
  refreshSearchIndex,
  syncClubs,
  remindPlayers,
  tellWatchers,
  warmCaches,
];
