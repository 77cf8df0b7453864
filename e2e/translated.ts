import type { Page } from '@playwright/test';

/**
 * Does to a page what a browser's translation does, continuously. Each text gets another one in its own element, and
 * the old text leaves the page.
 */
export const translate = (page: Page) =>
  page.evaluate(() => {
    const isWords = (text: Text) =>
      text.data.trim() !== '' && !text.parentElement?.closest('font, script, style, noscript, svg');
    const wrap = (text: Text) => {
      const font = document.createElement('font');
      text.replaceWith(font);
      font.append(text.data);
    };
    const wrapIn = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
      texts.filter(isWords).forEach(wrap);
    };
    wrapIn(document.body);
    new MutationObserver(() => wrapIn(document.body)).observe(document.body, {
      childList: true,
      subtree: true,
    });
  });
