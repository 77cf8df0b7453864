const GAP_PX = 8;

/**
 * Puts something that floats beside an element of the page, within the window: under it, else over it. It stands at
 * the window's corner by itself, and is moved from script, since the page's policy forbids styles in the markup.
 */
export function beside(floating: HTMLElement, element: Pick<Element, 'getBoundingClientRect'>): void {
  const at = element.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const right = document.documentElement.clientWidth - width - GAP_PX;
  const bottom = document.documentElement.clientHeight - height - GAP_PX;
  const x = Math.max(GAP_PX, Math.min(at.left, right));
  const under = at.bottom + GAP_PX;
  const over = at.top - height - GAP_PX;
  const near = under <= bottom ? under : over >= GAP_PX ? over : bottom;
  // The element itself may have been scrolled out of the window.
  const y = Math.max(GAP_PX, Math.min(near, bottom));
  floating.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
