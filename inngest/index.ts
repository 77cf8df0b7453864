import { cancelIntent } from './cancel-intent';
import { chargeShares } from './charge-shares';
import { checkConsistency } from './check-consistency';
import { countCourtDays } from './count-court-days';
import { deliverBulkNotice } from './deliver-bulk-notice';
import { deliverNotice } from './deliver-notice';
import { expireHolds } from './expire-holds';
import { finishAct } from './finish-act';
import { processBulkRefund } from './process-bulk-refund';
import { processRefund } from './process-refund';
import { processStripeEvent } from './process-stripe-event';
import { propagateClubChange } from './propagate-club-change';
import { reconcile } from './reconcile';
import { refreshSearchIndex } from './refresh-search-index';
import { remindPlayers } from './remind-players';
import { removeCustomer } from './remove-customer';
import { removePhotoFiles } from './remove-photo-files';
import { sendSlotAlerts } from './send-slot-alerts';
import { sweep } from './sweep';
import { syncClubs } from './sync-clubs';
import { warmCaches } from './warm-caches';

/** Every function the job engine may call. */
export const functions = [
  processStripeEvent,
  processRefund,
  processBulkRefund,
  cancelIntent,
  chargeShares,
  deliverNotice,
  deliverBulkNotice,
  removeCustomer,
  finishAct,
  removePhotoFiles,
  expireHolds,
  sweep,
  countCourtDays,
  reconcile,
  checkConsistency,
  propagateClubChange,
  refreshSearchIndex,
  syncClubs,
  remindPlayers,
  sendSlotAlerts,
  warmCaches,
];
