import type { Site } from '../site';

/**
 * The page that sets up a second factor, and the forms that ask for its code: sign-in, and an act in an old session.
 */
export function secondFactorPage({ page, t, open }: Site) {
  const main = page.getByRole('main');
  return {
    open: () => open('/second-factor'),
    heading: page.getByRole('heading', { level: 1, name: t('secondFactor.title') }),
    must: page.getByText(t('secondFactor.must')),
    begin: page.getByRole('button', { name: t('secondFactor.begin') }),
    qr: page.getByRole('img', { name: t('secondFactor.qr') }),
    key: main.locator('code'),
    code: page.getByLabel(t('secondFactor.code')),
    codeWrong: page.getByText(t('secondFactor.codeWrong')),
    confirm: page.getByRole('button', { name: t('secondFactor.confirm'), exact: true }),
    recoveryCodes: main.getByRole('status').locator('code span'),
    goOn: page.getByRole('link', { name: t('secondFactor.goOn') }),
    signInHeading: page.getByRole('heading', { level: 1, name: t('code.title') }),
    signInCode: page.getByLabel(t('code.label')),
    signInWrong: page.getByRole('alert').filter({ hasText: t('code.wrong') }),
    signIn: page.getByRole('button', { name: t('code.submit'), exact: true }),
    section: page.getByRole('region', { name: t('secondFactor.title') }),
    renew: page.getByRole('button', { name: t('secondFactor.renew') }),
    remove: page.getByRole('button', { name: t('secondFactor.remove') }),
    codesLeft: (count: number) => page.getByText(t('secondFactor.codesLeft', { count })),
    stepUp: page.getByRole('group', { name: t('stepUp.title') }),
    stepUpPassword: page.getByLabel(t('stepUp.password')),
    stepUpEither: page.getByLabel(t('stepUp.either')),
    stepUpWrong: page.getByText(t('stepUp.wrong')),
    stepUpSubmit: page.getByRole('button', { name: t('stepUp.submit') }),
  };
}
