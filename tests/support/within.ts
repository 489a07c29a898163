/** Runs some work that once never ended, with a limit: a test that hangs says nothing. */
export async function within<T>(seconds: number, what: string, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`Not done within ${seconds} s: ${what}`)), seconds * 1000);
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
