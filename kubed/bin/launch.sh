# Sourced by the programs in this folder with `program` set: runs dist/$program.js on a Node that is new enough.

# With a larger young generation V8 collects far too often while much goes through a daemon (decision 47).
flags=
[ "$program" = kubed ] && flags=--max-semi-space-size=4

# The Node that came as an optional dependency, else the machine's own where it is new enough.
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
root=$(cd "$(dirname "$self")/../.." && pwd -P) || exit 1

for node in "$root/node_modules/.bin/node" "$root/../.bin/node" "$root"/node_modules/node-*/bin/node "$root"/../node-*/bin/node; do
  [ -x "$node" ] && exec "$node" $flags "$root/dist/$program.js" "$@"
done
node=$(command -v node) || { echo "error: no Node.js found; kubed needs Node 24" >&2; exit 1; }
major=$("$node" -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 24 ]; then
  echo "error: kubed needs Node 24, this machine has $("$node" --version) and the package's own was not installed" >&2
  echo "  try: npm install --include=optional" >&2
  exit 1
fi
exec "$node" $flags "$root/dist/$program.js" "$@"
