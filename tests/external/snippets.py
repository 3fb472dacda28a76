"""Takes the files out of the blocks of a page that begin with their name: `# conftest.py`, `// graph.test.js`. Usage: snippets.py PAGE EXTENSION
FOLDER"""

import pathlib
import re
import sys

page, extension, folder = sys.argv[1:]
blocks = re.findall(r"^```\w+\n(?:#|//) ([\w.-]+)\n(.*?)^```", pathlib.Path(page).read_text(), re.M | re.S)
files = {name: text for name, text in blocks if name.endswith(extension)}
assert files, f"{page} has no file {extension}"
for name, text in files.items():
    (pathlib.Path(folder) / name).write_text(text)
print(*sorted(files))
