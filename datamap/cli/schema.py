"""`datamap schema`: print the JSON Schema of the language, for editors."""

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema (draft 2020-12) of a file of the inventory.

    Write it to a file and name that file to your editor's YAML support: keys and built-in terms are then completed,
    explained and checked as you type. The file holds the terms of this version; write it anew after an update.
    """
    from datamap.catalog.known import built_in
    from datamap.model.schema import as_text, json_schema

    click.echo(as_text(json_schema(built_in().ids)), nl=False)
