import type { WebSocket } from 'ws';

/** Sends one message. It settles once the message left this process, so that a slow reader slows its writer down. */
export const sendJson = (socket: WebSocket, message: object): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.send(JSON.stringify(message), (error) => (error ? reject(error) : resolve()));
  });
