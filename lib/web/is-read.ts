/** Whether a request changes nothing, by its method. */
export const isRead = (request: Request) => ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
