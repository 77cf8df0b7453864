/** Whether the form waits for Stripe or a bank. A refresh would then remove the form. */
let underWay = false;

export function setPaymentUnderWay(now: boolean): void {
  underWay = now;
}

export const isPaymentUnderWay = () => underWay;
