/** The hidden fields by which a form names a person of a club. */
export const PersonIds = ({ person, asked }: { person: { id: string }; asked: string }) => (
  <>
    <input type="hidden" name="club" value={asked} />
    <input type="hidden" name="id" value={person.id} />
  </>
);
