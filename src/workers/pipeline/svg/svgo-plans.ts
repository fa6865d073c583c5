import type { Config, PluginConfig } from 'svgo'

/** How boldly SVGO works, from the boldest to the most careful. */
export type SvgoPlan = { readonly name: string; readonly config: Config }

/**
 * What a still rendering does not show: scripts, movement, parts that are shown on demand or from other files, text laid
 * out as HTML. There SVGO must not touch names and structure.
 */
const unseen =
  /<(?:[\w.-]+:)?(?:script|animate\w*|set|symbol|view|foreignObject|switch|a)[\s/>]|\son\w+\s*=|@keyframes|@media|:hover|:focus|:target|\bdisplay\s*[:=]\s*["']?none|\bvisibility\s*[:=]\s*["']?hidden/i

/** Plug-ins that rewrite values and leave out comments, editors' data and spaces, but no element that can be seen. */
const careful: PluginConfig[] = [
  'removeXMLProcInst',
  'removeComments',
  'removeMetadata',
  'removeEditorsNSData',
  'cleanupAttrs',
  'cleanupNumericValues',
  'convertColors',
  'convertPathData',
]

/** Titles and descriptions are what a screen reader reads; `viewBox` is what lets a drawing scale, and stays by default. */
const bold: PluginConfig[] = [{ name: 'preset-default', params: { overrides: { removeDesc: false } } }]

/** The plans to try for a drawing, until one shows the same picture. */
export function svgoPlans(text: string, removeScripts: boolean): readonly SvgoPlan[] {
  // Without scripts what they did to the drawing is gone too; still, names are kept for style sheets and links.
  const extra: PluginConfig[] = removeScripts ? ['removeScripts'] : []
  const plan = (name: string, plugins: PluginConfig[], floatPrecision: number): SvgoPlan => ({
    name,
    config: { multipass: true, floatPrecision, plugins: [...extra, ...plugins] },
  })
  const gentle = plan('values only', careful, 4)
  return unseen.test(text) ? [gentle] : [plan('all', bold, 3), plan('all, more exact', bold, 5), gentle]
}
