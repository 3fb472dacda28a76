"""The mapping for JetBrains in docs/editors.md: it is XML, and names the schema and the folder that the settings of VS Code name."""

import pathlib
import re
import xml.etree.ElementTree as ElementTree

page = pathlib.Path("docs/editors.md").read_text(encoding="utf-8")


def only(pattern):
    (found,) = re.findall(pattern, page, re.DOTALL)
    return found


project = ElementTree.fromstring(only(r"```xml\n(.*?)```"))
(info,) = project.findall("component[@name='JsonSchemaMappingsProjectConfiguration']/state/map/entry/value/SchemaInfo")
options = {option.get("name"): option.get("value") for option in info.iter("option")}

assert "./" + options["relativePathToSchema"] == only(r'"url": "(\./[^"]*)"'), options
assert f'/{options["path"]}/*.json' == only(r'"fileMatch": \["([^"]*)"\]'), options
# The name of draft-07 there; without it the editor takes draft-04.
assert options["schemaVersion"] == "JSON Schema version 7", options
