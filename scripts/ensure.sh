# Sourced with `root` set: makes sure that what is locked is installed and that dist/ is built from what is here.
# Says so on stderr; several programs started at once wait for the one that does it. `node` is then Node 24.
kube_node="$root/node_modules/.bin/node"

kube_installed() {
  [ -f "$root/node_modules/.package-lock.json" ] && [ ! "$root/package-lock.json" -nt "$root/node_modules/.installed" ] \
    && [ -f "$root/node_modules/.installed" ]
}
kube_built() {
  [ -f "$root/dist/.built" ] \
    && [ -z "$(find "$root/src" "$root/kubed" "$root/scripts/build.ts" "$root/package.json" "$root/node_modules/.installed" -newer "$root/dist/.built" -print -quit 2>/dev/null)" ]
}

kube_prepare() {
  if ! kube_installed; then
    echo "installing what package-lock.json names" >&2
    (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) || return 1
    touch "$root/node_modules/.installed"
  fi
  [ -x "$kube_node" ] || kube_node=node
  if ! kube_built; then
    echo "building" >&2
    (cd "$root" && "$kube_node" scripts/build.ts >&2) || return 1
  fi
}

if ! kube_installed || ! kube_built; then
  lock="$root/.lock-install"
  turns=0
  until mkdir "$lock" 2>/dev/null; do
    holder=$(cat "$lock/pid" 2>/dev/null)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -rf "$lock"; continue; fi
    turns=$((turns + 1))
    if [ "$turns" -gt 600 ]; then echo "error: another install holds $lock" >&2; exit 1; fi
    sleep 1
  done
  echo $$ > "$lock/pid"
  trap 'rm -rf "$lock"' EXIT
  kube_prepare || { echo "error: could not install or build; see above" >&2; exit 1; }
  rm -rf "$lock"
  trap - EXIT
fi
[ -x "$kube_node" ] || kube_node=node
