"""peer_readability.py: pages named on standard input, as python3-readability reads them: the text it finds, a line each."""
import re
import sys

from readability import Document

for path in sys.stdin:
    data = open(path.strip(), "rb").read()
    try:
        text = data.decode("utf8")
    except UnicodeDecodeError:
        text = data.decode("windows-1252", "replace")
    try:
        document = Document(text)
        print(re.sub(r"<[^>]*>|\s+", " ", document.summary(html_partial=True)), document.short_title())
    except Exception as error:  # pages that it cannot read count, too
        print(error)
