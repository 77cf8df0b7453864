import { TextField } from '@/components/ui/field';
import type { ListRow } from './list-rows';

type Props = {
  row: Pick<ListRow<{ name_es: string; name_en: string }>, 'fields' | 'at' | 'isWrong'>;
  words: Readonly<Record<string, string>>;
};

/** The name of an item in both languages. One alone stands for both. */
export const NameFields = ({ row: { fields, at, isWrong }, words }: Props) => (
  <>
    <TextField
      label={words.nameEs}
      name={at('name_es')}
      maxLength={80}
      defaultValue={fields.name_es}
      error={isWrong('name') ? words.unfitName : undefined}
    />
    <TextField label={words.nameEn} name={at('name_en')} maxLength={80} defaultValue={fields.name_en} />
  </>
);
