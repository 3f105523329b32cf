// Adds up the test runs into one line; fails when a run left no result or ran nothing, and when something failed.
import { readFileSync } from 'node:fs';

const read = {
  trx: (text) => {
    const counters = Object.fromEntries([...text.match(/<Counters ([^/]*)\/>/)[1].matchAll(/(\w+)="(\d+)"/g)].map(([, name, count]) => [name, Number(count)]));
    const failed = counters.failed + counters.error + counters.timeout + counters.aborted;
    return { passed: counters.passed, failed, skipped: counters.total - counters.passed - failed };
  },
  json: (text) => {
    const run = JSON.parse(text);
    // A file that cannot be loaded is a failed suite without tests.
    const broken = run.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
    return { passed: run.numPassedTests, failed: run.numFailedTests + broken, skipped: run.numPendingTests + run.numTodoTests };
  },
};

const sum = { passed: 0, failed: 0, skipped: 0 };
let complete = true;
for (const file of process.argv.slice(2)) {
  try {
    const counts = read[file.split('.').pop()](readFileSync(file, 'utf8'));
    for (const name of Object.keys(sum)) sum[name] += counts[name];
    if (counts.passed + counts.failed === 0) throw new Error('no test ran');
  } catch (error) {
    complete = false;
    console.error(`No result in ${file}: ${error.message}`);
  }
}

console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = complete && sum.failed === 0 ? 0 : 1;
