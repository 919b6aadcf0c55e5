#!/bin/sh
# install_if_missing.sh PACKAGE [COMMAND ...]: installs Debian's PACKAGE unless one of the
# commands (PACKAGE itself if none is named) is on the PATH.
set -eu
package=$1
shift
for command in "${@:-$package}"; do
    if command -v "$command" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    echo "$package is needed: install it, or run as root or with sudo" >&2
    exit 1
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "$package is needed and there is no apt-get: install it" >&2
    exit 1
fi
echo "Installing $package"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$package" >/dev/null
