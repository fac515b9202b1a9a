/** Works through lanes, at most `concurrency` of them at once, in their order. The work must not throw. */
export async function inLanes<T>(
  lanes: readonly T[],
  concurrency: number,
  work: (lane: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const take = async () => {
    for (let lane = lanes[next++]; lane !== undefined; lane = lanes[next++]) await work(lane);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, lanes.length) }, take));
}
