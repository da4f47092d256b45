// Types as they are declared, for a test that notices when one changes.
import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = { noLib: true, types: [], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };

/** The declarations of some types of a module and of all that they are made of, but not of what `without` declares. */
export function declared(file: string, names: readonly string[], without: string): string {
  const program = ts.createProgram([file], OPTIONS);
  const checker = program.getTypeChecker();
  const printer = ts.createPrinter({ removeComments: true });
  const found = new Map<string, string>();

  const look = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (symbol) take(symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
    ts.forEachChild(node, look);
  };
  const take = ({ name, declarations = [] }: ts.Symbol): void => {
    const declaration = declarations.find((one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one));
    if (!declaration || found.has(name)) return;
    const source = declaration.getSourceFile();
    if (source.fileName.endsWith(`/${without}`)) return;
    found.set(name, printer.printNode(ts.EmitHint.Unspecified, declaration, source));
    look(declaration);
  };

  program.getSourceFile(file)?.forEachChild((node) => {
    if (ts.isInterfaceDeclaration(node) && names.includes(node.name.text)) look(node);
  });
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, text]) => text).join('\n\n') + '\n';
}
