import fc from 'fast-check';

/** Every run tries the same cases, so that a new failure is due to a change. */
fc.configureGlobal({ seed: 20_261_125 });

export { fc };
