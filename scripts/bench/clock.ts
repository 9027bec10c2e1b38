/** Microseconds of the machine's monotonic clock: the same in every thread and process. */
export const nowUs = () => Number(process.hrtime.bigint() / 1000n)
