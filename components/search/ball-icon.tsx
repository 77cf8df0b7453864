/** The icon of a game. */
export const BallIcon = ({ className }: { className: string }) => (
  <svg aria-hidden="true" viewBox="0 0 36 36" className={className}>
    <circle cx="18" cy="18" r="18" className="fill-ball" />
    <path
      d="M8 3.5C13 8 14.5 20 9 33M28 3.5C23 8 21.5 20 27 33"
      fill="none"
      strokeWidth="2"
      className="stroke-on-ball/45"
    />
  </svg>
);
