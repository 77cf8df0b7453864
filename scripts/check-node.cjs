// Old syntax only, so that an old Node prints the sentence instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Pista needs Node 20.19 or newer; this is ${process.version}.\n`);
  process.exit(1);
}
