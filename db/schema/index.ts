export * from './clubs';
export * from './customers';
export * from './notices';
export * from './operations';
export * from './payments';
export * from './reservations';
export * from './till';
export * from './users';
