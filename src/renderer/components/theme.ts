import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Popover,
  Switch,
  type VariantColorsResolver,
} from '@mantine/core'

/** Copper, light to dark. Only Mantine's own parts read it; everything of ours uses the tokens in `tokens.css`. */
const copper: MantineColorsTuple = [
  '#fdf4ed',
  '#fbe6d8',
  '#f6caae',
  '#f2ad82',
  '#ee8a4c',
  '#df7434',
  '#cb5c1d',
  '#b3470f',
  '#93390c',
  '#742d0a',
]

/** Mantine's greys, as warm as ours. */
const gray: MantineColorsTuple = [
  '#f8f7f5',
  '#f3f1ee',
  '#e6e2dd',
  '#d3cdc6',
  '#b8b1a9',
  '#968e86',
  '#6c655e',
  '#544e48',
  '#332f2b',
  '#1f1c19',
]
const dark: MantineColorsTuple = [
  '#f3f0ec',
  '#bcb5ad',
  '#9b948b',
  '#6f6860',
  '#443f39',
  '#2e2b27',
  '#262320',
  '#1f1d1a',
  '#171513',
  '#121110',
]

/** Whittle's look, laid over Mantine. Colours come from `tokens.css`, so both schemes are decided in one place. */
export const theme = createTheme({
  colors: { copper, gray, dark },
  primaryColor: 'copper',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  fontWeights: { regular: '400', medium: '550', bold: '650' },
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '18px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: (input) => ownVariants(input) ?? defaultVariantColorsResolver(input),
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm', variant: 'default' } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm', withThumbIndicator: false } }),
    Popover: Popover.extend({
      defaultProps: { shadow: 'md', radius: 'lg', transitionProps: { duration: 120 } },
    }),
  },
})

/** Points Mantine's own variables at the tokens. The tokens follow the scheme themselves, so both halves are alike. */
export const cssVariables: CSSVariablesResolver = () => {
  const schemes = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-disabled': 'var(--sunken)',
    '--mantine-color-disabled-color': 'var(--ink-3)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-shadow-md': 'var(--shadow-2)',
  }
  return { variables: {}, light: schemes, dark: schemes }
}

function ownVariants(
  input: Parameters<VariantColorsResolver>[0],
): ReturnType<VariantColorsResolver> | undefined {
  if (input.color !== undefined && input.color !== 'copper') return undefined
  switch (input.variant) {
    case 'filled':
      return {
        background: 'var(--accent)',
        hover: 'var(--accent-hover)',
        color: 'var(--on-accent)',
        border: '1px solid transparent',
      }
    case 'default':
      return {
        background: 'var(--surface)',
        hover: 'var(--hover)',
        color: 'var(--ink)',
        border: '1px solid var(--line-strong)',
      }
    case 'subtle':
      return {
        background: 'transparent',
        hover: 'var(--hover)',
        color: 'var(--ink-2)',
        hoverColor: 'var(--ink)',
        border: '1px solid transparent',
      }
    default:
      return undefined
  }
}
