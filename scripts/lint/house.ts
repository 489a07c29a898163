/**
 * Rules of this project that `deno lint` enforces as a plugin: a cast and a `!` say why they hold, and what is exported
 * says what it is.
 */

const WHY = "say in a comment on it or just above why it holds, or do without";

type Comment = Deno.lint.LineComment | Deno.lint.BlockComment;
type Ancestor = ReturnType<Deno.lint.SourceCode["getAncestors"]>[number];

const plugin: Deno.lint.Plugin = {
  name: "house",
  rules: {
    "no-silent-cast": {
      create(context) {
        if (!isIn(context, "src", "scripts")) return {};
        const refuse = (node: Deno.lint.TSAsExpression | Deno.lint.TSTypeAssertion | Deno.lint.TSNonNullExpression) => {
          if (isExplained(context.sourceCode, node)) return;
          context.report({ node, message: `${node.type === "TSNonNullExpression" ? "A !" : "A cast"}: ${WHY}` });
        };
        return {
          TSAsExpression: (node) => isConst(node) || refuse(node),
          TSTypeAssertion: refuse,
          TSNonNullExpression: refuse,
        };
      },
    },
    "no-cast-to-never": {
      create(context) {
        return {
          TSAsExpression(node) {
            if (node.typeAnnotation.type !== "TSNeverKeyword") return;
            context.report({ node, message: "A cast to never turns the type checker off: give it the type it has" });
          },
        };
      },
    },
    "documented-exports": {
      create(context) {
        if (!isIn(context, "src")) return {};
        const documented = new Set<string>();
        const check = (node: Deno.lint.ExportNamedDeclaration | Deno.lint.ExportDefaultDeclaration) => {
          const { declaration } = node;
          if (!declaration) return;
          const name = nameOf(declaration);
          if (hasDocstring(context.sourceCode, node)) documented.add(name);
          else if (!documented.has(name)) context.report({ node, message: `${name} is exported without a docstring` });
        };
        return { ExportNamedDeclaration: check, ExportDefaultDeclaration: check };
      },
    },
  },
};
export default plugin;

function isIn({ filename }: Deno.lint.RuleContext, ...folders: string[]): boolean {
  const project = new URL("../../", import.meta.url).pathname;
  return folders.some((folder) => filename.startsWith(`${project}${folder}/`));
}

function isConst({ typeAnnotation }: Deno.lint.TSAsExpression): boolean {
  return typeAnnotation.type === "TSTypeReference" && typeAnnotation.typeName.type === "Identifier" &&
    typeAnnotation.typeName.name === "const";
}

/** Whether a comment stands on its first or last line, right above it, or right above the statement around it. */
function isExplained(code: Deno.lint.SourceCode, node: Deno.lint.Node): boolean {
  const line = lineCounter(code.text);
  const [start, end] = [line(node.range[0]), line(node.range[1])];
  const statement = code.getAncestors(node).findLast(isStatement);
  const above = [start - 1, ...(statement ? [line(statement.range[0]) - 1] : [])];
  return code.getAllComments().some(({ range: [from, to] }: Comment) =>
    [start, end].includes(line(from)) || above.includes(line(to))
  );
}

function isStatement({ type }: Ancestor): boolean {
  return /Statement$|Declaration$|^PropertyDefinition$|^MethodDefinition$/.test(type) && type !== "BlockStatement";
}

/** Whether a docstring is right above, or only an instruction to the linter between. */
function hasDocstring(code: Deno.lint.SourceCode, node: Deno.lint.Node): boolean {
  const docstring = code.getCommentsBefore(node).findLast(({ type }: Comment) => type === "Block");
  return docstring !== undefined && docstring.value.startsWith("*") &&
    !/\n\s*\n/.test(code.text.slice(docstring.range[1], node.range[0]));
}

/** Gives the line of a place in a text, counted from 0. */
function lineCounter(text: string): (offset: number) => number {
  return (offset) => {
    let line = 0;
    for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
    return line;
  };
}

function nameOf(
  declaration: NonNullable<Deno.lint.ExportNamedDeclaration["declaration"]> | Deno.lint.Node,
): string {
  if (declaration.type === "VariableDeclaration") {
    const [first] = declaration.declarations;
    return first?.id.type === "Identifier" ? first.id.name : "A destructured value";
  }
  return "id" in declaration && declaration.id && "name" in declaration.id
    ? String(declaration.id.name)
    : "The default";
}
