import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { DocumentText } from '@/components/documents/document-text';
import { type DocumentName, documentName } from '@/components/documents/documents';
import { readDocument } from '@/components/documents/read-document';
import { publicMetadata } from '@/components/share/public-metadata';
import { Callout } from '@/components/ui/callout';

type Props = PageProps<'/[locale]/[document]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const document = await named(params);
  const [t, locale] = await Promise.all([getTranslations('documents'), getLocale()]);
  const [title, description] = [t(`${document}.title`), t(`${document}.description`)];
  return publicMetadata({ path: `/${document}`, locale, title, description });
}

/** What the law and good manners ask a site to say: terms, privacy, and who runs it. */
export default async function DocumentPage({ params }: Props) {
  const document = await named(params);
  const [t, locale] = await Promise.all([getTranslations('documents'), getLocale()]);
  const { markdown, missing } = await readDocument(document, locale);
  const facts = new Intl.ListFormat(locale).format(missing.map((fact) => t(`fact.${fact}`)));
  return (
    <article className="grid max-w-2xl gap-3">
      <h1 className="text-head">{t(`${document}.title`)}</h1>
      {missing.length > 0 && (
        <Callout tone="held" title={t('missingTitle')}>
          <p>{t('missingText', { facts })}</p>
        </Callout>
      )}
      <DocumentText markdown={markdown} />
    </article>
  );
}

/** Any other address of one part is that of no page. */
async function named(params: Props['params']): Promise<DocumentName> {
  const known = documentName.safeParse((await params).document);
  return known.success ? known.data : notFound();
}
