import { cancelIntent } from './cancel-intent';
import { checkConsistency } from './check-consistency';
import { deliverNotice } from './deliver-notice';
import { expireHolds } from './expire-holds';
import { processRefund } from './process-refund';
import { reconcile } from './reconcile';
import { refreshSearchIndex } from './refresh-search-index';
import { remindPlayers } from './remind-players';
import { settlePayment } from './settle-payment';
import { sweep } from './sweep';
import { warmCaches } from './warm-caches';

/** Every function the job engine may call. */
export const functions = [
  settlePayment,
  processRefund,
  cancelIntent,
  deliverNotice,
  expireHolds,
  sweep,
  reconcile,
  checkConsistency,
  refreshSearchIndex,
  remindPlayers,
  warmCaches,
];
