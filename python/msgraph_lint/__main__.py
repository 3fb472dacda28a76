"""`python -m msgraph_lint` is the program `msgraph-lint` that was installed together with this module."""

import os
import subprocess
import sys
import sysconfig


def program():
    """The path of the program: where this interpreter, or `pip install --user` or `--target`, puts scripts."""
    name = "msgraph-lint" + (sysconfig.get_config_var("EXE") or "")
    package = os.path.dirname(os.path.abspath(__file__))
    folders = [
        sysconfig.get_path("scripts"),
        sysconfig.get_path("scripts", "nt_user" if os.name == "nt" else "posix_user"),
        os.path.join(os.path.dirname(package), "bin"),
    ]
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    sys.exit(f"msgraph-lint: the program is in none of {', '.join(folders)}; install the package again")


def main():
    command = [program(), *sys.argv[1:]]
    if os.name == "nt":
        # There, `exec` would leave the caller before the program ends.
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
