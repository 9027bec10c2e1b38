import { z } from '../../platform/zod.ts'

/** Like `1280x720`, in pixels. */
export const pixelSize = z
  .string()
  .regex(/^[1-9]\d{0,4}x[1-9]\d{0,4}$/, 'must be like 1024x1024')
  .transform((text): PixelSize => {
    const [width, height] = text.split('x').map(Number) as [number, number]
    return `${width}x${height}`
  })

export type PixelSize = `${number}x${number}`

/** The shape of a size, for providers that know only shapes. */
export function aspectRatioOf(size: PixelSize): `${number}:${number}` {
  const [width, height] = sidesOf(size)
  const divisor = greatestCommonDivisor(width, height)
  return `${width / divisor}:${height / divisor}`
}

export function sidesOf(size: PixelSize): [width: number, height: number] {
  return size.split('x').map(Number) as [number, number]
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
