/** Whether the form is waiting for Stripe or a bank: to render the page anew meanwhile would take the form away. */
let underWay = false;

export function setPaymentUnderWay(now: boolean): void {
  underWay = now;
}

export const isPaymentUnderWay = () => underWay;
