/**
 * What a promise gives, or something else when it takes too long; the work itself goes on.
 * @param milliseconds to wait
 * @throws what the promise is rejected with in time
 */
export async function orAfter<T>(milliseconds: number, late: T, promise: Promise<T>): Promise<T> {
  const { promise: tooLate, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(late), milliseconds);
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
