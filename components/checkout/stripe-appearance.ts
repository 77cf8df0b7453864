import type { Appearance } from '@stripe/stripe-js';

/** Our tokens as Stripe's variables, read when the form opens, so that they fit the theme. */
export function stripeAppearance(): Appearance {
  const colour = colourReader();
  return {
    theme: matchesDark() ? 'night' : 'stripe',
    variables: {
      colorPrimary: colour('--court'),
      colorBackground: colour('--card'),
      colorText: colour('--ink'),
      colorTextSecondary: colour('--soft'),
      colorTextPlaceholder: colour('--faint'),
      colorDanger: colour('--danger-text'),
      fontFamily: 'Inter, ui-sans-serif, system-ui, sans-serif',
      fontSizeBase: '16px',
      spacingUnit: '4px',
      borderRadius: '10px',
    },
  };
}

const matchesDark = () =>
  getComputedStyle(document.documentElement).colorScheme.includes('dark')
    ? document.documentElement.dataset.theme === 'dark' || matchMedia('(prefers-color-scheme: dark)').matches
    : false;

/** Stripe's frame knows no oklch() and no light-dark(). A pixel of the colour is painted and read back as rgb(). */
function colourReader(): (token: string) => string {
  const probe = document.createElement('span');
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return (token) => {
    document.body.append(probe);
    probe.style.color = `var(${token})`;
    const computed = getComputedStyle(probe).color;
    probe.remove();
    if (!pen) return computed;
    pen.fillStyle = computed;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
    return `rgb(${red}, ${green}, ${blue})`;
  };
}
