import {
  type Expression,
  isStringLiteral,
  type JsxChild,
  type JsxElement,
  type JsxFragment,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { API, type Checker, SignatureKind, type Type, TypeFlags } from 'typescript/unstable/sync';

/** The values that a child of JSX may print. */
type Shown = { text: boolean; comesAndGoes: boolean };

/**
 * Where JSX puts bare text beside changing elements, as `file:line`. A browser's translation replaces such text, and
 * React then fails to insert before it or to remove it. @see https://github.com/facebook/react/issues/11538
 */
export function findBareText(root: string, files: readonly string[]): string[] {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProjects: [`${root}/tsconfig.json`] }).getProjects();
    if (!project) throw new Error(`${root} has no project`);
    return files.flatMap((file) => {
      const source = project.program.getSourceFile(`${root}/${file}`);
      if (!source) throw new Error(`${file} is not part of the project`);
      return parentsIn(source)
        .filter((parent) => hasBareText(project.checker, parent))
        .map((parent) => `${file}:${source.text.slice(0, parent.getStart()).split('\n').length}`);
    });
  } finally {
    api.close();
  }
}

type Parent = JsxElement | JsxFragment;

function parentsIn(node: Node): Parent[] {
  const found: Parent[] = [];
  const visit = (at: Node): undefined => {
    if (isParent(at)) found.push(at);
    at.forEachChild(visit);
  };
  visit(node);
  return found;
}

const isParent = (node: Node): node is Parent =>
  node.kind === SyntaxKind.JsxElement || node.kind === SyntaxKind.JsxFragment;

function hasBareText(checker: Checker, { children }: Parent): boolean {
  const shown = children.map((child) => shownBy(checker, child)).filter((one) => one !== null);
  if (shown.length < 2) return false;
  const first = shown.findIndex(({ comesAndGoes }) => comesAndGoes);
  return (
    shown.some(({ text, comesAndGoes }) => text && comesAndGoes) ||
    (first !== -1 && shown.slice(first).some(({ text }) => text))
  );
}

function shownBy(checker: Checker, child: JsxChild): Shown | null {
  switch (child.kind) {
    case SyntaxKind.JsxText:
      return child.text.trim() === '' ? null : { text: true, comesAndGoes: false };
    case SyntaxKind.JsxExpression: {
      const { expression } = child;
      if (!expression || isBlank(expression)) return null;
      return shownByExpression(checker, expression);
    }
    case SyntaxKind.JsxSelfClosingElement:
      return { text: false, comesAndGoes: mayBeNothing(checker, child.tagName) };
    case SyntaxKind.JsxElement:
      return { text: false, comesAndGoes: mayBeNothing(checker, child.openingElement.tagName) };
    default:
      return { text: false, comesAndGoes: false };
  }
}

const TEXT = TypeFlags.StringLike | TypeFlags.NumberLike;
const NOTHING = TypeFlags.Null | TypeFlags.Undefined | TypeFlags.BooleanLike;

function shownByExpression(checker: Checker, expression: Expression): Shown {
  const parts = partsOf(checker.getTypeAtLocation(expression));
  const text = parts.some(({ flags }) => flags & TEXT);
  const isChoice = expression.kind === SyntaxKind.ConditionalExpression;
  const mayVanish = parts.some((part) => part.flags & NOTHING || checker.isArrayType(part));
  // A slot's type accepts everything, and its content stays as long as the component.
  const isSlot = text && parts.some(({ flags }) => flags & TypeFlags.Object);
  return { text, comesAndGoes: isChoice || (mayVanish && !isSlot) };
}

function mayBeNothing(checker: Checker, tagName: Node): boolean {
  const type = checker.getTypeAtLocation(tagName);
  if (!type) return false;
  return checker.getSignaturesOfType(type, SignatureKind.Call).some((signature) => {
    const answer = checker.getReturnTypeOfSignature(signature);
    const [awaited = answer] = answer?.isTypeReference() ? checker.getTypeArguments(answer) : [];
    const parts = partsOf(awaited);
    return parts.some(({ flags }) => flags & TypeFlags.Null) && !parts.some(({ flags }) => flags & TEXT);
  });
}

/** An empty text prints nothing. */
const partsOf = (type: Type | undefined): readonly Type[] =>
  (type?.isUnionType() ? type.getTypes() : type ? [type] : []).filter(
    (part) => !(part.isStringLiteralType() && part.value === ''),
  );

/** The space between two words, which no translator changes. */
const isBlank = (expression: Expression): boolean =>
  isStringLiteral(expression) && expression.text.trim() === '';
