// Asks the running gateway to remove the demo tenant and everything that was recorded for it.
const first = (process.env.ADMIN_URLS || 'http://127.0.0.1:8082').split(';')[0].trim();
const url = new URL(first.replace(/\/\/(\*|\+|0\.0\.0\.0|\[::\])/, '//127.0.0.1'));

let answer;
try {
  answer = await fetch(new URL('/api/v1/tenants/demo?cascade=true', url), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${process.env.ADMIN_TOKEN.trim()}` },
  });
} catch {
  console.error(`No gateway answers on ${url.origin}. Start it first, or name its address: deploy/run --remove-demo -- --Gateway:Admin:Urls=<address>`);
  process.exit(1);
}

if (answer.ok) {
  console.log('The demo is removed.');
} else if (answer.status === 404) {
  console.log('There is no demo to remove.');
} else {
  console.error(`The gateway refused with ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  process.exitCode = 1;
}
