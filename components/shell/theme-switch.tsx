import { viewThemes } from './theme';
import { ThemeButtons } from './theme-buttons';

/** Light, dark, or as the device says. */
export const ThemeSwitch = async () => <ThemeButtons {...(await viewThemes())} />;
