/** Whether an item of the planner is lifted, or was dropped and is not yet drawn where it was. */
export const isInHand = (): boolean => document.querySelector('.board-court.is-home') !== null;
