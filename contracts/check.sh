#!/bin/sh
# Builds and checks the contracts; ./tongbao contracts calls it.
#
#   check.sh           everything: format, artefacts, errors, gas, all tests with 10,000 runs each
#   check.sh quick     format, errors and tests without the optimiser, with fewer runs: for daily
#                      work; arguments go to 'forge test'
#   check.sh update    compiles and writes the artefacts and the gas snapshot anew, to be committed
#   check.sh coverage  lines and branches that the tests reach, per contract; fails below 95 %
#   check.sh mutations breaks the contracts line by line and expects the invariants to notice
#
# Node.js is needed here, and here only: nothing else of the project needs it.
set -eu
cd "$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)"
artefacts=src/main/resources/org/tongbao/contracts
forge=tools/forge

say() { printf '%s\n' "$*"; }
fail() { printf 'contracts: %s\n' "$*" >&2; exit 1; }
step() { say "==> $*"; }

need_node() {
  command -v node >/dev/null 2>&1 ||
    fail "Node.js 20 or newer is needed to compile the contracts, and none was found. Everything else works without it."
  node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' ||
    fail "Node.js 20 or newer is needed to compile the contracts; this is $(node --version)."
  command -v npm >/dev/null 2>&1 ||
    fail "npm is needed to fetch the compiler, and none was found; it comes with Node.js."
}

# Installs exactly what package-lock.json names, once.
install_tools() {
  sum=$(cksum <package-lock.json)
  if [ "$sum" = "$(cat node_modules/.installed 2>/dev/null)" ]; then return 0; fi
  step "Fetching forge, solc and OpenZeppelin"
  ! grep -q '"resolved"' package-lock.json || fail "package-lock.json must not name registries (\"resolved\")."
  npm ci --no-fund --no-audit --loglevel=error || fail "npm could not install the tools of package-lock.json."
  say "$sum" >node_modules/.installed
}

# What the artefacts would be, into $1.
compile() {
  step "Compiling"
  "$forge" build --sizes solidity >out.log 2>&1 || { cat out.log >&2; fail "the contracts do not compile, or one is larger than EIP-170 allows."; }
  rm -f out.log
  node tools/artefacts.mjs "$1"
}

compare_artefacts() {
  fresh=cache/artefacts
  rm -rf "$fresh"
  compile "$fresh"
  step "Comparing the committed artefacts with the compilation"
  differing=
  for file in "$fresh"/* "$artefacts"/*; do
    name=${file##*/}
    [ "$name" != deployment.json ] || continue
    case " $differing " in *" $name "*) continue ;; esac
    cmp -s "$fresh/$name" "$artefacts/$name" || differing="$differing $name"
  done
  [ -n "$differing" ] || return 0
  for name in $differing; do
    say "--- $name: committed (-) and compiled (+)" >&2
    diff -U 0 "$artefacts/$name" "$fresh/$name" 2>&1 | sed 1,2d | cut -c 1-160 | head -n 20 >&2 || true
  done
  fail "committed files differ from a fresh compilation:$differing. './tongbao contracts update' writes them anew."
}

check_format() {
  step "Format"
  "$forge" fmt --check || fail "'forge fmt' in contracts/ formats these files."
}

# The tests against the committed artefacts: the code that is deployed is the code that is tested.
check_tests() {
  step "Tests"
  TONGBAO_CODE=committed FOUNDRY_PROFILE=check "$forge" test "$@" || fail "tests failed."
}

case ${1:-check} in
  check)
    need_node
    install_tools
    check_format
    compare_artefacts
    node tools/errors.mjs
    check_tests
    ;;
  quick)
    need_node
    install_tools
    check_format
    node tools/errors.mjs
    shift
    step "Tests"
    FOUNDRY_PROFILE=dev "$forge" test "$@" || fail "tests failed."
    ;;
  update)
    need_node
    install_tools
    compile "$artefacts"
    step "Gas snapshot"
    FORGE_SNAPSHOT_CHECK=false check_tests --match-path test/Gas.t.sol || fail "the gas is above its limits."
    ;;
  coverage)
    need_node
    install_tools
    step "Coverage"
    FOUNDRY_PROFILE=dev "$forge" coverage --report lcov --report-file cache/lcov.info \
      --no-match-path 'test/invariant/*' >cache/coverage.log 2>&1 ||
      { cat cache/coverage.log >&2; fail "tests failed under coverage."; }
    node tools/coverage.mjs cache/lcov.info
    ;;
  mutations)
    need_node
    install_tools
    shift
    step "Mutations"
    node tools/mutations.mjs "$@" || fail "an invariant did not notice."
    ;;
  *) fail "there is no '$1'; contracts/check.sh says what there is." ;;
esac
