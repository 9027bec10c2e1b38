/** The provider package that a model is of, by the name that it gives itself: the first part of `fal.speech`. */
export function packageOf({ provider }: { provider: string }): string {
  return provider.split('.')[0] ?? ''
}
