import { useMediaQuery } from '@mantine/hooks'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { commonInks, type GraphSpec, type Ink, type Inks } from './options.ts'

/** A canvas knows no CSS variables: reads the tokens a graph needs, again when the colour scheme changes. */
export function useInks(element: RefObject<HTMLElement | null>, spec: GraphSpec): Inks | undefined {
  const dark = useMediaQuery('(prefers-color-scheme: dark)')
  const [inks, setInks] = useState<Inks>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens depend on the scheme
  useLayoutEffect(() => {
    if (element.current === null) return
    const style = getComputedStyle(element.current)
    const names: readonly Ink[] = [...commonInks, ...spec.series.map((series) => series.ink)]
    setInks(new Map(names.map((name) => [name, style.getPropertyValue(name).trim()])))
  }, [element, spec, dark])
  return inks
}
