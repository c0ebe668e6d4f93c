/** Whether everything is wanted, as `npm run test:slow` and CI want it, and not only what runs in minutes. */
export const FULL = process.env.MASTERY_TEST_DEPTH === 'full'
