"""The linter for Microsoft Graph requests; the program itself is beside the interpreter, not in here."""
