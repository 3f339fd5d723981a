// How long others wait for their turn while something is done.

/** The longest turn of the event loop until it is called, in milliseconds of CPU time: what others do to the machine aside. */
export function longestTurn(): () => number {
  const spent = (): number => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let last = spent()
  let longest = 0
  let isOver = false
  const look = (): void => {
    const now = spent()
    longest = Math.max(longest, now - last)
    last = now
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  return () => {
    isOver = true
    return longest
  }
}
