import fc from 'fast-check';

/** Every run tries the same cases: what fails today and not yesterday, a change has broken. */
fc.configureGlobal({ seed: 20_261_125 });

export { fc };
