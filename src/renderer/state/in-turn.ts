/** Makes a function that runs jobs with the same key one after the other, in the order they were given. */
export function createTurns(): (key: string, job: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>()
  return async (key, job) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(job, job)
    last.set(key, turn)
    try {
      await turn
    } finally {
      if (last.get(key) === turn) last.delete(key)
    }
  }
}
