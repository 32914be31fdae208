import swc from "@swc/core";

/**
 * Makes dependency-cruiser see the imports of today's TypeScript. TypeScript 7 has no compiler API for it to parse with, and
 * its swc door (version 17) reads every file without JSX and walks it with a visitor that throws at newer syntax (`using`).
 * So swc is told of JSX, and of each parsed file only what imports something is handed on.
 */

const parseFile = swc.parseFileSync;

swc.parseFileSync = (file, options) => {
  const module = parseFile(file, { ...options, tsx: file.endsWith(".tsx") });
  const statements = module.body.filter(
    (item) =>
      item.type === "ImportDeclaration" ||
      (/^Export(All|Named)Declaration$/.test(item.type) && item.source),
  );
  const calls = callsIn(module.body).map((expression) => ({
    type: "ExpressionStatement",
    span: expression.span,
    expression,
  }));
  return { ...module, body: [...statements, ...calls] };
};

/** Every `import("...")` and `require("...")`, however deep. */
function callsIn(node) {
  if (node === null || typeof node !== "object") return [];
  const below = Object.values(node).flatMap(callsIn);
  const isCall =
    node.type === "CallExpression" &&
    (node.callee.type === "Import" || node.callee.value === "require") &&
    node.arguments[0]?.expression.type === "StringLiteral";
  return isCall ? [{ ...node, arguments: node.arguments.slice(0, 1) }, ...below] : below;
}
