/**
 * A seeded source of whole numbers, so that a property test that fails does so again: each call gives one from 0 to `below - 1`.
 * A linear congruential generator with the constants of Numerical Recipes; the high bits are used.
 */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
