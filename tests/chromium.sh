#!/bin/sh
# Brings Chromium for the browser tests where apt-get may install it; where it may not, the tests skip and say so.
set -u
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "bringing Chromium for the browser tests (apt-get)"
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium) >/dev/null && exit 0
fi
echo "no Chromium here, and none can be installed: the browser tests will be skipped"
