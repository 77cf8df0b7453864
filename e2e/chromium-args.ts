/**
 * What Chromium is not to do. Most are Playwright's own, whose list is replaced by ours (its `chromiumSwitches`). The last
 * two load a page for the address bar of every window, which costs more time than most of our pages.
 */
const DISABLED = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'CDPScreenshotNewSurface',
  'SkipListAccountsWithoutGaiaCookies',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

const isRoot = process.getuid?.() === 0;

export const CHROMIUM_ARGS = [`--disable-features=${DISABLED.join()}`, ...(isRoot ? ['--no-sandbox'] : [])];
