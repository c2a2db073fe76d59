"""How long reading HTML pages takes beside trafilatura alone, in one run.

    python -m training.page_speed FOLDER      # of .html or .html.gz files

Prints milliseconds of processor time a page for both, and the ratio. Each page is given to the one and then to the
other, so that a machine that others use as well slows both alike.
"""

import gzip
import sys
import time
from pathlib import Path

import trafilatura

from onrecord.pages import Limits
from onrecord.pages.html import split_html


def main(folder: str) -> None:
    """Time all pages of a folder."""
    raws = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in sorted(Path(folder).iterdir())
        if path.name.endswith((".html", ".html.gz"))
    ]
    spent = {"trafilatura": 0.0, "onrecord": 0.0}
    for n, raw in enumerate([*raws[:5], *raws]):
        for name in spent:
            start = time.process_time()
            if name == "onrecord":
                split_html(raw, "a.html", limits=Limits())
            else:
                trafilatura.extract(raw)
            # the first few only warm up
            spent[name] += time.process_time() - start if n >= 5 else 0.0
    for name, seconds in spent.items():
        print(f"{name}: {1000 * seconds / len(raws):.1f} ms a page")
    print(f"ratio: {spent['onrecord'] / spent['trafilatura']:.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
