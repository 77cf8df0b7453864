/** Nothing lies beside a page that no address of the slot matches. */
export default function NoPanel() {
  return null;
}
